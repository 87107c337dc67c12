package org.jvirtd.protocol.domain;

/** The states of a domain ({@code virDomainState}) and, per state, the reasons for it. */
public final class DomainStates {
  public static final int NOSTATE = 0;
  public static final int RUNNING = 1;
  public static final int BLOCKED = 2;
  public static final int PAUSED = 3;
  public static final int SHUTDOWN = 4;
  public static final int SHUTOFF = 5;
  public static final int CRASHED = 6;
  public static final int PMSUSPENDED = 7;

  /** Reasons for {@link #NOSTATE} ({@code virDomainNostateReason}). */
  public static final class NoState {
    public static final int UNKNOWN = 0;

    private NoState() {}
  }

  /** Reasons for {@link #RUNNING} ({@code virDomainRunningReason}). */
  public static final class Running {
    public static final int UNKNOWN = 0;
    public static final int BOOTED = 1;
    public static final int MIGRATED = 2;
    public static final int RESTORED = 3;
    public static final int FROM_SNAPSHOT = 4;
    public static final int UNPAUSED = 5;
    public static final int MIGRATION_CANCELED = 6;
    public static final int SAVE_CANCELED = 7;
    public static final int WAKEUP = 8;
    public static final int CRASHED = 9;
    public static final int POSTCOPY = 10;
    public static final int POSTCOPY_FAILED = 11;

    private Running() {}
  }

  /** Reasons for {@link #BLOCKED} ({@code virDomainBlockedReason}). */
  public static final class Blocked {
    public static final int UNKNOWN = 0;

    private Blocked() {}
  }

  /** Reasons for {@link #PAUSED} ({@code virDomainPausedReason}). */
  public static final class Paused {
    public static final int UNKNOWN = 0;
    public static final int USER = 1;
    public static final int MIGRATION = 2;
    public static final int SAVE = 3;
    public static final int DUMP = 4;
    public static final int IOERROR = 5;
    public static final int WATCHDOG = 6;
    public static final int FROM_SNAPSHOT = 7;
    public static final int SHUTTING_DOWN = 8;
    public static final int SNAPSHOT = 9;
    public static final int CRASHED = 10;
    public static final int STARTING_UP = 11;
    public static final int POSTCOPY = 12;
    public static final int POSTCOPY_FAILED = 13;

    private Paused() {}
  }

  /** Reasons for {@link #SHUTDOWN} ({@code virDomainShutdownReason}). */
  public static final class Shutdown {
    public static final int UNKNOWN = 0;
    public static final int USER = 1;

    private Shutdown() {}
  }

  /** Reasons for {@link #SHUTOFF} ({@code virDomainShutoffReason}). */
  public static final class Shutoff {
    public static final int UNKNOWN = 0;
    public static final int SHUTDOWN = 1;
    public static final int DESTROYED = 2;
    public static final int CRASHED = 3;
    public static final int MIGRATED = 4;
    public static final int SAVED = 5;
    public static final int FAILED = 6;
    public static final int FROM_SNAPSHOT = 7;
    public static final int DAEMON = 8;

    private Shutoff() {}
  }

  /** Reasons for {@link #CRASHED} ({@code virDomainCrashedReason}). */
  public static final class Crashed {
    public static final int UNKNOWN = 0;
    public static final int PANICKED = 1;

    private Crashed() {}
  }

  /** Reasons for {@link #PMSUSPENDED} ({@code virDomainPMSuspendedReason}). */
  public static final class PmSuspended {
    public static final int UNKNOWN = 0;

    private PmSuspended() {}
  }

  /** States of the control channel to a domain ({@code virDomainControlState}). */
  public static final class Control {
    public static final int OK = 0;
    public static final int JOB = 1;
    public static final int OCCUPIED = 2;
    public static final int ERROR = 3;

    private Control() {}
  }

  /** Reasons for a broken control channel ({@code virDomainControlErrorReason}). */
  public static final class ControlErrorReason {
    public static final int NONE = 0;
    public static final int UNKNOWN = 1;
    public static final int MONITOR = 2;
    public static final int INTERNAL = 3;

    private ControlErrorReason() {}
  }

  /** States of a virtual processor ({@code virVcpuState}). */
  public static final class Vcpu {
    public static final int OFFLINE = 0;
    public static final int RUNNING = 1;
    public static final int BLOCKED = 2;

    private Vcpu() {}
  }

  /** Where a virtual processor runs, when not on one of the host ({@code virVcpuHostCpuState}). */
  public static final class VcpuHostCpu {
    public static final int CPU_OFFLINE = -1;
    public static final int CPU_UNAVAILABLE = -2;

    private VcpuHostCpu() {}
  }

  private DomainStates() {}
}
