package org.jvirtd.protocol.qemu;

/** Flags and special values of the QEMU program. */
public final class QemuFlags {

  /** Sending a monitor command ({@code virDomainQemuMonitorCommandFlags}). */
  public static final class MonitorCommand {
    public static final int DEFAULT = 0;
    public static final int HMP = 1;

    private MonitorCommand() {}
  }

  /** Special timeouts of an agent command ({@code virDomainQemuAgentCommandTimeoutValues}). */
  public static final class AgentCommandTimeout {
    public static final int MIN = -2;
    public static final int BLOCK = -2;
    public static final int DEFAULT = -1;
    public static final int NOWAIT = 0;
    public static final int SHUTDOWN = 60;

    private AgentCommandTimeout() {}
  }

  /** How an event name is matched ({@code virConnectDomainQemuMonitorEventRegisterFlags}). */
  public static final class MonitorEventRegister {
    public static final int REGEX = 1;
    public static final int NOCASE = 2;

    private MonitorEventRegister() {}
  }

  private QemuFlags() {}
}
