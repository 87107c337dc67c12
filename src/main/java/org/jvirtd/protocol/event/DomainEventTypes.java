package org.jvirtd.protocol.event;

/**
 * The types of life cycle events ({@code virDomainEventType}), their details, and the numbers in
 * the other domain events.
 */
public final class DomainEventTypes {
  public static final int DEFINED = 0;
  public static final int UNDEFINED = 1;
  public static final int STARTED = 2;
  public static final int SUSPENDED = 3;
  public static final int RESUMED = 4;
  public static final int STOPPED = 5;
  public static final int SHUTDOWN = 6;
  public static final int PMSUSPENDED = 7;
  public static final int CRASHED = 8;

  /** Details of {@link #DEFINED} ({@code virDomainEventDefinedDetailType}). */
  public static final class Defined {
    public static final int ADDED = 0;
    public static final int UPDATED = 1;
    public static final int RENAMED = 2;
    public static final int FROM_SNAPSHOT = 3;

    private Defined() {}
  }

  /** Details of {@link #UNDEFINED} ({@code virDomainEventUndefinedDetailType}). */
  public static final class Undefined {
    public static final int REMOVED = 0;
    public static final int RENAMED = 1;

    private Undefined() {}
  }

  /** Details of {@link #STARTED} ({@code virDomainEventStartedDetailType}). */
  public static final class Started {
    public static final int BOOTED = 0;
    public static final int MIGRATED = 1;
    public static final int RESTORED = 2;
    public static final int FROM_SNAPSHOT = 3;
    public static final int WAKEUP = 4;

    private Started() {}
  }

  /** Details of {@link #SUSPENDED} ({@code virDomainEventSuspendedDetailType}). */
  public static final class Suspended {
    public static final int PAUSED = 0;
    public static final int MIGRATED = 1;
    public static final int IOERROR = 2;
    public static final int WATCHDOG = 3;
    public static final int RESTORED = 4;
    public static final int FROM_SNAPSHOT = 5;
    public static final int API_ERROR = 6;
    public static final int POSTCOPY = 7;
    public static final int POSTCOPY_FAILED = 8;

    private Suspended() {}
  }

  /** Details of {@link #RESUMED} ({@code virDomainEventResumedDetailType}). */
  public static final class Resumed {
    public static final int UNPAUSED = 0;
    public static final int MIGRATED = 1;
    public static final int FROM_SNAPSHOT = 2;
    public static final int POSTCOPY = 3;
    public static final int POSTCOPY_FAILED = 4;

    private Resumed() {}
  }

  /** Details of {@link #STOPPED} ({@code virDomainEventStoppedDetailType}). */
  public static final class Stopped {
    public static final int SHUTDOWN = 0;
    public static final int DESTROYED = 1;
    public static final int CRASHED = 2;
    public static final int MIGRATED = 3;
    public static final int SAVED = 4;
    public static final int FAILED = 5;
    public static final int FROM_SNAPSHOT = 6;

    private Stopped() {}
  }

  /** Details of {@link #SHUTDOWN} ({@code virDomainEventShutdownDetailType}). */
  public static final class Shutdown {
    public static final int FINISHED = 0;
    public static final int GUEST = 1;
    public static final int HOST = 2;

    private Shutdown() {}
  }

  /** Details of {@link #PMSUSPENDED} ({@code virDomainEventPMSuspendedDetailType}). */
  public static final class PmSuspended {
    public static final int MEMORY = 0;
    public static final int DISK = 1;

    private PmSuspended() {}
  }

  /** Details of {@link #CRASHED} ({@code virDomainEventCrashedDetailType}). */
  public static final class Crashed {
    public static final int PANICKED = 0;
    public static final int CRASHLOADED = 1;

    private Crashed() {}
  }

  /** Actions of a watchdog ({@code virDomainEventWatchdogAction}). */
  public static final class WatchdogAction {
    public static final int NONE = 0;
    public static final int PAUSE = 1;
    public static final int RESET = 2;
    public static final int POWEROFF = 3;
    public static final int SHUTDOWN = 4;
    public static final int DEBUG = 5;
    public static final int INJECTNMI = 6;

    private WatchdogAction() {}
  }

  /** Actions on an I/O error ({@code virDomainEventIOErrorAction}). */
  public static final class IoErrorAction {
    public static final int NONE = 0;
    public static final int PAUSE = 1;
    public static final int REPORT = 2;

    private IoErrorAction() {}
  }

  /** Phases of a graphics connection ({@code virDomainEventGraphicsPhase}). */
  public static final class GraphicsPhase {
    public static final int CONNECT = 0;
    public static final int INITIALIZE = 1;
    public static final int DISCONNECT = 2;

    private GraphicsPhase() {}
  }

  /** Families of graphics addresses ({@code virDomainEventGraphicsAddressType}). */
  public static final class GraphicsAddressType {
    public static final int IPV4 = 0;
    public static final int IPV6 = 1;
    public static final int UNIX = 2;

    private GraphicsAddressType() {}
  }

  /** How a block job stands ({@code virConnectDomainEventBlockJobStatus}). */
  public static final class BlockJobStatus {
    public static final int COMPLETED = 0;
    public static final int FAILED = 1;
    public static final int CANCELED = 2;
    public static final int READY = 3;

    private BlockJobStatus() {}
  }

  /** Why a disk changed ({@code virConnectDomainEventDiskChangeReason}). */
  public static final class DiskChangeReason {
    public static final int CHANGE_MISSING_ON_START = 0;
    public static final int DROP_MISSING_ON_START = 1;

    private DiskChangeReason() {}
  }

  /** How a tray moved ({@code virDomainEventTrayChangeReason}). */
  public static final class TrayChangeReason {
    public static final int OPEN = 0;
    public static final int CLOSE = 1;

    private TrayChangeReason() {}
  }

  /** States of the guest agent ({@code virConnectDomainEventAgentLifecycleState}). */
  public static final class AgentState {
    public static final int CONNECTED = 1;
    public static final int DISCONNECTED = 2;

    private AgentState() {}
  }

  /** Why the guest agent changed state ({@code virConnectDomainEventAgentLifecycleReason}). */
  public static final class AgentReason {
    public static final int UNKNOWN = 0;
    public static final int DOMAIN_STARTED = 1;
    public static final int CHANNEL = 2;

    private AgentReason() {}
  }

  /** States of a channel ({@code virConnectDomainEventChannelLifecycleState}). */
  public static final class ChannelState {
    public static final int CONNECTED = 1;
    public static final int DISCONNECTED = 2;

    private ChannelState() {}
  }

  /** Why a channel changed state ({@code virConnectDomainEventChannelLifecycleReason}). */
  public static final class ChannelReason {
    public static final int UNKNOWN = 0;
    public static final int DOMAIN_STARTED = 1;
    public static final int CHANNEL = 2;

    private ChannelReason() {}
  }

  /** Whom a memory failure hit ({@code virDomainMemoryFailureRecipientType}). */
  public static final class MemoryFailureRecipient {
    public static final int HYPERVISOR = 0;
    public static final int GUEST = 1;

    private MemoryFailureRecipient() {}
  }

  /** What was done about a memory failure ({@code virDomainMemoryFailureActionType}). */
  public static final class MemoryFailureAction {
    public static final int IGNORE = 0;
    public static final int INJECT = 1;
    public static final int FATAL = 2;
    public static final int RESET = 3;

    private MemoryFailureAction() {}
  }

  /** What a memory failure was like ({@code virDomainMemoryFailureFlags}). */
  public static final class MemoryFailureFlags {
    public static final int ACTION_REQUIRED = 1;
    public static final int RECURSIVE = 2;

    private MemoryFailureFlags() {}
  }

  private DomainEventTypes() {}
}
