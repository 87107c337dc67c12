package org.jvirtd.protocol.lxc;

import static org.jvirtd.protocol.ErrorDomain.NONE;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;

import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.Procedure;

/** The calls of the LXC program. */
@ReportsAs(NONE)
public interface LxcProcedures {
  /** The reply carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(value = 1, api = "virDomainLxcOpenNamespace", access = WRITE)
  default void domainOpenNamespace(Domain domain, int flags) {
    throw notSupported(NONE, "virDomainLxcOpenNamespace");
  }
}
