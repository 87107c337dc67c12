package org.jvirtd.protocol.domain;

/** Flags of the domain procedures, one class for each of libvirt's sets of flags. */
public final class DomainFlags {

  /** What a change or a question concerns ({@code virDomainModificationImpact}). */
  public static final class Affect {
    public static final int CURRENT = 0;
    public static final int LIVE = 1;
    public static final int CONFIG = 2;

    private Affect() {}
  }

  /** Creating and starting ({@code virDomainCreateFlags}). */
  public static final class Create {
    public static final int NONE = 0;
    public static final int START_PAUSED = 1;
    public static final int START_AUTODESTROY = 2;
    public static final int START_BYPASS_CACHE = 1 << 2;
    public static final int START_FORCE_BOOT = 1 << 3;
    public static final int START_VALIDATE = 1 << 4;
    public static final int START_RESET_NVRAM = 1 << 5;

    private Create() {}
  }

  /** Defining ({@code virDomainDefineFlags}). */
  public static final class Define {
    public static final int VALIDATE = 1;

    private Define() {}
  }

  /** Undefining ({@code virDomainUndefineFlagsValues}). */
  public static final class Undefine {
    public static final int MANAGED_SAVE = 1;
    public static final int SNAPSHOTS_METADATA = 2;
    public static final int NVRAM = 1 << 2;
    public static final int KEEP_NVRAM = 1 << 3;
    public static final int CHECKPOINTS_METADATA = 1 << 4;
    public static final int TPM = 1 << 5;
    public static final int KEEP_TPM = 1 << 6;

    private Undefine() {}
  }

  /** Destroying ({@code virDomainDestroyFlagsValues}). */
  public static final class Destroy {
    public static final int DEFAULT = 0;
    public static final int GRACEFUL = 1;
    public static final int REMOVE_LOGS = 2;

    private Destroy() {}
  }

  /** Shutting down: which means to use ({@code virDomainShutdownFlagValues}). */
  public static final class Shutdown {
    public static final int DEFAULT = 0;
    public static final int ACPI_POWER_BTN = 1;
    public static final int GUEST_AGENT = 2;
    public static final int INITCTL = 1 << 2;
    public static final int SIGNAL = 1 << 3;
    public static final int PARAVIRT = 1 << 4;

    private Shutdown() {}
  }

  /** Rebooting: which means to use ({@code virDomainRebootFlagValues}). */
  public static final class Reboot {
    public static final int DEFAULT = 0;
    public static final int ACPI_POWER_BTN = 1;
    public static final int GUEST_AGENT = 2;
    public static final int INITCTL = 1 << 2;
    public static final int SIGNAL = 1 << 3;
    public static final int PARAVIRT = 1 << 4;

    private Reboot() {}
  }

  /** Asking for XML ({@code virDomainXMLFlags}). */
  public static final class Xml {
    public static final int SECURE = 1;
    public static final int INACTIVE = 2;
    public static final int UPDATE_CPU = 1 << 2;
    public static final int MIGRATABLE = 1 << 3;

    private Xml() {}
  }

  /** Asking for the XML of a saved domain ({@code virDomainSaveImageXMLFlags}). */
  public static final class SaveImageXml {
    public static final int SECURE = 1;

    private SaveImageXml() {}
  }

  /** Saving and restoring ({@code virDomainSaveRestoreFlags}). */
  public static final class SaveRestore {
    public static final int BYPASS_CACHE = 1;
    public static final int RUNNING = 2;
    public static final int PAUSED = 1 << 2;
    public static final int RESET_NVRAM = 1 << 3;

    private SaveRestore() {}
  }

  /** Dumping the core ({@code virDomainCoreDumpFlags}). */
  public static final class CoreDump {
    public static final int CRASH = 1;
    public static final int LIVE = 2;
    public static final int BYPASS_CACHE = 1 << 2;
    public static final int RESET = 1 << 3;
    public static final int MEMORY_ONLY = 1 << 4;

    private CoreDump() {}
  }

  /** Setting memory ({@code virDomainMemoryModFlags}). */
  public static final class Memory {
    public static final int CURRENT = 0;
    public static final int LIVE = 1;
    public static final int CONFIG = 2;
    public static final int MAXIMUM = 1 << 2;

    private Memory() {}
  }

  /** Peeking at memory ({@code virDomainMemoryFlags}). */
  public static final class MemoryPeek {
    public static final int VIRTUAL = 1;
    public static final int PHYSICAL = 2;

    private MemoryPeek() {}
  }

  /** Setting and counting virtual processors ({@code virDomainVcpuFlags}). */
  public static final class Vcpu {
    public static final int CURRENT = 0;
    public static final int LIVE = 1;
    public static final int CONFIG = 2;
    public static final int MAXIMUM = 1 << 2;
    public static final int GUEST = 1 << 3;
    public static final int HOTPLUGGABLE = 1 << 4;

    private Vcpu() {}
  }

  /** Attaching, detaching and updating devices ({@code virDomainDeviceModifyFlags}). */
  public static final class DeviceModify {
    public static final int CURRENT = 0;
    public static final int LIVE = 1;
    public static final int CONFIG = 2;
    public static final int FORCE = 1 << 2;

    private DeviceModify() {}
  }

  /** Resizing a disk ({@code virDomainBlockResizeFlags}). */
  public static final class BlockResize {
    public static final int BYTES = 1;

    private BlockResize() {}
  }

  /** Aborting a block job ({@code virDomainBlockJobAbortFlags}). */
  public static final class BlockJobAbort {
    public static final int ASYNC = 1;
    public static final int PIVOT = 2;

    private BlockJobAbort() {}
  }

  /** Asking about a block job ({@code virDomainBlockJobInfoFlags}). */
  public static final class BlockJobInfo {
    public static final int BANDWIDTH_BYTES = 1;

    private BlockJobInfo() {}
  }

  /** Setting a block job's speed ({@code virDomainBlockJobSetSpeedFlags}). */
  public static final class BlockJobSpeed {
    public static final int BANDWIDTH_BYTES = 1;

    private BlockJobSpeed() {}
  }

  /** Pulling ({@code virDomainBlockPullFlags}). */
  public static final class BlockPull {
    public static final int BANDWIDTH_BYTES = 1 << 6;

    private BlockPull() {}
  }

  /** Rebasing ({@code virDomainBlockRebaseFlags}). */
  public static final class BlockRebase {
    public static final int SHALLOW = 1;
    public static final int REUSE_EXT = 2;
    public static final int COPY_RAW = 1 << 2;
    public static final int COPY = 1 << 3;
    public static final int RELATIVE = 1 << 4;
    public static final int COPY_DEV = 1 << 5;
    public static final int BANDWIDTH_BYTES = 1 << 6;

    private BlockRebase() {}
  }

  /** Copying ({@code virDomainBlockCopyFlags}). */
  public static final class BlockCopy {
    public static final int SHALLOW = 1;
    public static final int REUSE_EXT = 2;
    public static final int TRANSIENT_JOB = 1 << 2;
    public static final int SYNCHRONOUS_WRITES = 1 << 3;

    private BlockCopy() {}
  }

  /** Committing ({@code virDomainBlockCommitFlags}). */
  public static final class BlockCommit {
    public static final int SHALLOW = 1;
    public static final int DELETE = 2;
    public static final int ACTIVE = 1 << 2;
    public static final int RELATIVE = 1 << 3;
    public static final int BANDWIDTH_BYTES = 1 << 4;

    private BlockCommit() {}
  }

  /** Migrating ({@code virDomainMigrateFlags}). */
  public static final class Migrate {
    public static final int LIVE = 1;
    public static final int PEER2PEER = 2;
    public static final int TUNNELLED = 1 << 2;
    public static final int PERSIST_DEST = 1 << 3;
    public static final int UNDEFINE_SOURCE = 1 << 4;
    public static final int PAUSED = 1 << 5;
    public static final int NON_SHARED_DISK = 1 << 6;
    public static final int NON_SHARED_INC = 1 << 7;
    public static final int CHANGE_PROTECTION = 1 << 8;
    public static final int UNSAFE = 1 << 9;
    public static final int OFFLINE = 1 << 10;
    public static final int COMPRESSED = 1 << 11;
    public static final int ABORT_ON_ERROR = 1 << 12;
    public static final int AUTO_CONVERGE = 1 << 13;
    public static final int RDMA_PIN_ALL = 1 << 14;
    public static final int POSTCOPY = 1 << 15;
    public static final int TLS = 1 << 16;
    public static final int PARALLEL = 1 << 17;
    public static final int NON_SHARED_SYNCHRONOUS_WRITES = 1 << 18;
    public static final int POSTCOPY_RESUME = 1 << 19;
    public static final int ZEROCOPY = 1 << 20;

    private Migrate() {}
  }

  /** The speed limit of a migration ({@code virDomainMigrateMaxSpeedFlags}). */
  public static final class MigrateMaxSpeed {
    public static final int POSTCOPY = 1;

    private MigrateMaxSpeed() {}
  }

  /** Asking about a job ({@code virDomainGetJobStatsFlags}). */
  public static final class JobStats {
    public static final int COMPLETED = 1;
    public static final int KEEP_COMPLETED = 2;

    private JobStats() {}
  }

  /** Aborting a job ({@code virDomainAbortJobFlagsValues}). */
  public static final class AbortJob {
    public static final int POSTCOPY = 1;

    private AbortJob() {}
  }

  /** Beginning a backup ({@code virDomainBackupBeginFlags}). */
  public static final class BackupBegin {
    public static final int REUSE_EXTERNAL = 1;

    private BackupBegin() {}
  }

  /** Where to get the guest's name from ({@code virDomainGetHostnameFlags}). */
  public static final class Hostname {
    public static final int LEASE = 1;
    public static final int AGENT = 2;

    private Hostname() {}
  }

  /** Opening a console ({@code virDomainConsoleFlags}). */
  public static final class Console {
    public static final int FORCE = 1;
    public static final int SAFE = 2;

    private Console() {}
  }

  /** Opening a channel ({@code virDomainChannelFlags}). */
  public static final class Channel {
    public static final int FORCE = 1;

    private Channel() {}
  }

  /** Opening graphics ({@code virDomainOpenGraphicsFlags}). */
  public static final class OpenGraphics {
    public static final int SKIPAUTH = 1;

    private OpenGraphics() {}
  }

  /** Setting the guest's time ({@code virDomainSetTimeFlags}). */
  public static final class Time {
    public static final int SYNC = 1;

    private Time() {}
  }

  /** Setting a user's password ({@code virDomainSetUserPasswordFlags}). */
  public static final class Password {
    public static final int ENCRYPTED = 1;

    private Password() {}
  }

  /** Setting authorized keys ({@code virDomainAuthorizedSSHKeysSetFlags}). */
  public static final class SshKeys {
    public static final int APPEND = 1;
    public static final int REMOVE = 2;

    private SshKeys() {}
  }

  /** Handing over files ({@code virDomainFDAssociateFlags}). */
  public static final class FdAssociate {
    public static final int RESTORE = 1;
    public static final int WRITABLE = 2;

    private FdAssociate() {}
  }

  /** Measuring the dirty rate ({@code virDomainDirtyRateCalcFlags}). */
  public static final class DirtyRate {
    public static final int PAGE_SAMPLING = 0;
    public static final int DIRTY_BITMAP = 1;
    public static final int DIRTY_RING = 2;

    private DirtyRate() {}
  }

  private DomainFlags() {}
}
