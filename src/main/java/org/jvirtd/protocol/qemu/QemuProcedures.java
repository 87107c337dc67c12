package org.jvirtd.protocol.qemu;

import static org.jvirtd.protocol.ErrorDomain.NONE;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.Procedure;

/** The calls of the QEMU program that reach a hypervisor. */
@ReportsAs(NONE)
public interface QemuProcedures {
  @Procedure(value = 1, api = "virDomainQemuMonitorCommand", access = WRITE)
  default String domainMonitorCommand(Domain domain, String cmd, int flags) {
    throw notSupported(NONE, "virDomainQemuMonitorCommand");
  }

  @Procedure(value = 2, api = "virDomainQemuAttach", access = WRITE)
  default Domain domainAttach(int pidValue, int flags) {
    throw notSupported(NONE, "virDomainQemuAttach");
  }

  @Procedure(value = 3, api = "virDomainQemuAgentCommand", access = WRITE)
  default @Nullable String domainAgentCommand(Domain domain, String cmd, int timeout, int flags) {
    throw notSupported(NONE, "virDomainQemuAgentCommand");
  }

  /** The call carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(
      value = 7,
      api = "virDomainQemuMonitorCommandWithFiles",
      access = WRITE,
      descriptors = true)
  default String domainMonitorCommandWithFiles(Domain domain, String cmd, int flags) {
    throw notSupported(NONE, "virDomainQemuMonitorCommandWithFiles");
  }
}
