package org.jvirtd.protocol.domain;

/** Numbered kinds of things about domains that are neither flags, states nor events. */
public final class DomainTypes {

  /** Formats of a core dump ({@code virDomainCoreDumpFormat}). */
  public static final class CoreDumpFormat {
    public static final int RAW = 0;
    public static final int KDUMP_ZLIB = 1;
    public static final int KDUMP_LZO = 2;
    public static final int KDUMP_SNAPPY = 3;
    public static final int WIN_DMP = 4;

    private CoreDumpFormat() {}
  }

  /** Tags of memory statistics ({@code virDomainMemoryStatTags}). */
  public static final class MemoryStat {
    public static final int SWAP_IN = 0;
    public static final int SWAP_OUT = 1;
    public static final int MAJOR_FAULT = 2;
    public static final int MINOR_FAULT = 3;
    public static final int UNUSED = 4;
    public static final int AVAILABLE = 5;
    public static final int ACTUAL_BALLOON = 6;
    public static final int RSS = 7;
    public static final int USABLE = 8;
    public static final int LAST_UPDATE = 9;
    public static final int DISK_CACHES = 10;
    public static final int HUGETLB_PGALLOC = 11;
    public static final int HUGETLB_PGFAIL = 12;
    public static final int NR = 13;

    private MemoryStat() {}
  }

  /** Modes of NUMA memory placement ({@code virDomainNumatuneMemMode}). */
  public static final class NumaMemory {
    public static final int STRICT = 0;
    public static final int PREFERRED = 1;
    public static final int INTERLEAVE = 2;
    public static final int RESTRICTIVE = 3;

    private NumaMemory() {}
  }

  /** Kinds of metadata ({@code virDomainMetadataType}). */
  public static final class Metadata {
    public static final int DESCRIPTION = 0;
    public static final int TITLE = 1;
    public static final int ELEMENT = 2;

    private Metadata() {}
  }

  /** Whose graphics are to read their certificates ({@code virDomainGraphicsReloadType}). */
  public static final class GraphicsReload {
    public static final int ANY = 0;
    public static final int VNC = 1;

    private GraphicsReload() {}
  }

  /** Errors of a disk ({@code virDomainDiskErrorCode}). */
  public static final class DiskError {
    public static final int NONE = 0;
    public static final int UNSPEC = 1;
    public static final int NO_SPACE = 2;

    private DiskError() {}
  }

  /** Types of block jobs ({@code virDomainBlockJobType}). */
  public static final class BlockJob {
    public static final int UNKNOWN = 0;
    public static final int PULL = 1;
    public static final int COPY = 2;
    public static final int COMMIT = 3;
    public static final int ACTIVE_COMMIT = 4;
    public static final int BACKUP = 5;

    private BlockJob() {}
  }

  /** Types of jobs ({@code virDomainJobType}). */
  public static final class Job {
    public static final int NONE = 0;
    public static final int BOUNDED = 1;
    public static final int UNBOUNDED = 2;
    public static final int COMPLETED = 3;
    public static final int FAILED = 4;
    public static final int CANCELLED = 5;

    private Job() {}
  }

  /** Operations that a job is for ({@code virDomainJobOperation}). */
  public static final class JobOperation {
    public static final int UNKNOWN = 0;
    public static final int START = 1;
    public static final int SAVE = 2;
    public static final int RESTORE = 3;
    public static final int MIGRATION_IN = 4;
    public static final int MIGRATION_OUT = 5;
    public static final int SNAPSHOT = 6;
    public static final int SNAPSHOT_REVERT = 7;
    public static final int DUMP = 8;
    public static final int BACKUP = 9;
    public static final int SNAPSHOT_DELETE = 10;

    private JobOperation() {}
  }

  /** Sets of key codes ({@code virKeycodeSet}). */
  public static final class KeycodeSet {
    public static final int LINUX = 0;
    public static final int XT = 1;
    public static final int ATSET1 = 2;
    public static final int ATSET2 = 3;
    public static final int ATSET3 = 4;
    public static final int OSX = 5;
    public static final int XT_KBD = 6;
    public static final int USB = 7;
    public static final int WIN32 = 8;
    public static final int QNUM = 9;

    private KeycodeSet() {}
  }

  /** Signals to a process in the guest ({@code virDomainProcessSignal}). */
  public static final class ProcessSignal {
    public static final int NOP = 0;
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int ILL = 4;
    public static final int TRAP = 5;
    public static final int ABRT = 6;
    public static final int BUS = 7;
    public static final int FPE = 8;
    public static final int KILL = 9;
    public static final int USR1 = 10;
    public static final int SEGV = 11;
    public static final int USR2 = 12;
    public static final int PIPE = 13;
    public static final int ALRM = 14;
    public static final int TERM = 15;
    public static final int STKFLT = 16;
    public static final int CHLD = 17;
    public static final int CONT = 18;
    public static final int STOP = 19;
    public static final int TSTP = 20;
    public static final int TTIN = 21;
    public static final int TTOU = 22;
    public static final int URG = 23;
    public static final int XCPU = 24;
    public static final int XFSZ = 25;
    public static final int VTALRM = 26;
    public static final int PROF = 27;
    public static final int WINCH = 28;
    public static final int POLL = 29;
    public static final int PWR = 30;
    public static final int SYS = 31;
    public static final int RT0 = 32;
    public static final int RT1 = 33;
    public static final int RT2 = 34;
    public static final int RT3 = 35;
    public static final int RT4 = 36;
    public static final int RT5 = 37;
    public static final int RT6 = 38;
    public static final int RT7 = 39;
    public static final int RT8 = 40;
    public static final int RT9 = 41;
    public static final int RT10 = 42;
    public static final int RT11 = 43;
    public static final int RT12 = 44;
    public static final int RT13 = 45;
    public static final int RT14 = 46;
    public static final int RT15 = 47;
    public static final int RT16 = 48;
    public static final int RT17 = 49;
    public static final int RT18 = 50;
    public static final int RT19 = 51;
    public static final int RT20 = 52;
    public static final int RT21 = 53;
    public static final int RT22 = 54;
    public static final int RT23 = 55;
    public static final int RT24 = 56;
    public static final int RT25 = 57;
    public static final int RT26 = 58;
    public static final int RT27 = 59;
    public static final int RT28 = 60;
    public static final int RT29 = 61;
    public static final int RT30 = 62;
    public static final int RT31 = 63;
    public static final int RT32 = 64;

    private ProcessSignal() {}
  }

  /** Where to get a domain's addresses from ({@code virDomainInterfaceAddressesSource}). */
  public static final class AddressSource {
    public static final int LEASE = 0;
    public static final int AGENT = 1;
    public static final int ARP = 2;

    private AddressSource() {}
  }

  /** Life cycle events that have an action ({@code virDomainLifecycle}). */
  public static final class Lifecycle {
    public static final int POWEROFF = 0;
    public static final int REBOOT = 1;
    public static final int CRASH = 2;

    private Lifecycle() {}
  }

  /** Actions on a life cycle event ({@code virDomainLifecycleAction}). */
  public static final class LifecycleAction {
    public static final int DESTROY = 0;
    public static final int RESTART = 1;
    public static final int RESTART_RENAME = 2;
    public static final int PRESERVE = 3;
    public static final int COREDUMP_DESTROY = 4;
    public static final int COREDUMP_RESTART = 5;

    private LifecycleAction() {}
  }

  /** Special timeouts of the guest agent ({@code virDomainAgentResponseTimeoutValues}). */
  public static final class AgentTimeout {
    public static final int BLOCK = -2;
    public static final int DEFAULT = -1;
    public static final int NOWAIT = 0;

    private AgentTimeout() {}
  }

  /** States of a dirty rate measurement ({@code virDomainDirtyRateStatus}). */
  public static final class DirtyRateStatus {
    public static final int UNSTARTED = 0;
    public static final int MEASURING = 1;
    public static final int MEASURED = 2;

    private DirtyRateStatus() {}
  }

  private DomainTypes() {}
}
