package org.jvirtd.protocol.snapshot;

/** Flags of the snapshot procedures. */
public final class DomainSnapshotFlags {

  /** Creating ({@code virDomainSnapshotCreateFlags}). */
  public static final class Create {
    public static final int REDEFINE = 1;
    public static final int CURRENT = 2;
    public static final int NO_METADATA = 1 << 2;
    public static final int HALT = 1 << 3;
    public static final int DISK_ONLY = 1 << 4;
    public static final int REUSE_EXT = 1 << 5;
    public static final int QUIESCE = 1 << 6;
    public static final int ATOMIC = 1 << 7;
    public static final int LIVE = 1 << 8;
    public static final int VALIDATE = 1 << 9;

    private Create() {}
  }

  /** Asking for XML ({@code virDomainSnapshotXMLFlags}). */
  public static final class Xml {
    public static final int SECURE = 1;

    private Xml() {}
  }

  /** Filters of a list ({@code virDomainSnapshotListFlags}). */
  public static final class List {
    public static final int ROOTS = 1;
    public static final int DESCENDANTS = 1;
    public static final int LEAVES = 1 << 2;
    public static final int NO_LEAVES = 1 << 3;
    public static final int METADATA = 2;
    public static final int NO_METADATA = 1 << 4;
    public static final int INACTIVE = 1 << 5;
    public static final int ACTIVE = 1 << 6;
    public static final int DISK_ONLY = 1 << 7;
    public static final int INTERNAL = 1 << 8;
    public static final int EXTERNAL = 1 << 9;
    public static final int TOPOLOGICAL = 1 << 10;

    private List() {}
  }

  /** Reverting ({@code virDomainSnapshotRevertFlags}). */
  public static final class Revert {
    public static final int RUNNING = 1;
    public static final int PAUSED = 2;
    public static final int FORCE = 1 << 2;
    public static final int RESET_NVRAM = 1 << 3;

    private Revert() {}
  }

  /** Deleting ({@code virDomainSnapshotDeleteFlags}). */
  public static final class Delete {
    public static final int CHILDREN = 1;
    public static final int METADATA_ONLY = 2;
    public static final int CHILDREN_ONLY = 1 << 2;

    private Delete() {}
  }

  private DomainSnapshotFlags() {}
}
