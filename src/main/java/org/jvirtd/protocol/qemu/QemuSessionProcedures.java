package org.jvirtd.protocol.qemu;

import static org.jvirtd.protocol.ErrorDomain.NONE;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.Procedure;

/** Registration for QEMU's own monitor events, which a server answers by itself. */
@ReportsAs(NONE)
public interface QemuSessionProcedures {
  @Procedure(
      value = 4,
      priority = HIGH,
      api = "virConnectDomainQemuMonitorEventRegister",
      access = WRITE)
  int connectDomainMonitorEventRegister(@Nullable Domain domain, @Nullable String event, int flags);

  @Procedure(
      value = 5,
      priority = HIGH,
      api = "virConnectDomainQemuMonitorEventDeregister",
      access = WRITE)
  void connectDomainMonitorEventDeregister(int callbackId);
}
