package org.jvirtd.protocol.storage;

/** Flags and numbered kinds of the storage procedures. */
public final class StorageFlags {

  /** States of a pool ({@code virStoragePoolState}). */
  public static final class PoolState {
    public static final int INACTIVE = 0;
    public static final int BUILDING = 1;
    public static final int RUNNING = 2;
    public static final int DEGRADED = 3;
    public static final int INACCESSIBLE = 4;

    private PoolState() {}
  }

  /** Building a pool ({@code virStoragePoolBuildFlags}). */
  public static final class PoolBuild {
    public static final int NEW = 0;
    public static final int REPAIR = 1;
    public static final int RESIZE = 2;
    public static final int NO_OVERWRITE = 1 << 2;
    public static final int OVERWRITE = 1 << 3;

    private PoolBuild() {}
  }

  /** Deleting a pool ({@code virStoragePoolDeleteFlags}). */
  public static final class PoolDelete {
    public static final int NORMAL = 0;
    public static final int ZEROED = 1;

    private PoolDelete() {}
  }

  /** Creating a pool ({@code virStoragePoolCreateFlags}). */
  public static final class PoolCreate {
    public static final int NORMAL = 0;
    public static final int WITH_BUILD = 1;
    public static final int WITH_BUILD_OVERWRITE = 2;
    public static final int WITH_BUILD_NO_OVERWRITE = 1 << 2;

    private PoolCreate() {}
  }

  /** Defining a pool ({@code virStoragePoolDefineFlags}). */
  public static final class PoolDefine {
    public static final int VALIDATE = 1;

    private PoolDefine() {}
  }

  /** Filters of a list of pools ({@code virConnectListAllStoragePoolsFlags}). */
  public static final class PoolList {
    public static final int INACTIVE = 1;
    public static final int ACTIVE = 2;
    public static final int PERSISTENT = 1 << 2;
    public static final int TRANSIENT = 1 << 3;
    public static final int AUTOSTART = 1 << 4;
    public static final int NO_AUTOSTART = 1 << 5;
    public static final int DIR = 1 << 6;
    public static final int FS = 1 << 7;
    public static final int NETFS = 1 << 8;
    public static final int LOGICAL = 1 << 9;
    public static final int DISK = 1 << 10;
    public static final int ISCSI = 1 << 11;
    public static final int SCSI = 1 << 12;
    public static final int MPATH = 1 << 13;
    public static final int RBD = 1 << 14;
    public static final int SHEEPDOG = 1 << 15;
    public static final int GLUSTER = 1 << 16;
    public static final int ZFS = 1 << 17;
    public static final int VSTORAGE = 1 << 18;
    public static final int ISCSI_DIRECT = 1 << 19;

    private PoolList() {}
  }

  /** Asking for XML ({@code virStorageXMLFlags}). */
  public static final class Xml {
    public static final int INACTIVE = 1;

    private Xml() {}
  }

  /** Types of volumes ({@code virStorageVolType}). */
  public static final class VolumeType {
    public static final int FILE = 0;
    public static final int BLOCK = 1;
    public static final int DIR = 2;
    public static final int NETWORK = 3;
    public static final int NETDIR = 4;
    public static final int PLOOP = 5;

    private VolumeType() {}
  }

  /** Deleting a volume ({@code virStorageVolDeleteFlags}). */
  public static final class VolumeDelete {
    public static final int NORMAL = 0;
    public static final int ZEROED = 1;
    public static final int WITH_SNAPSHOTS = 2;

    private VolumeDelete() {}
  }

  /** Ways to wipe a volume ({@code virStorageVolWipeAlgorithm}). */
  public static final class VolumeWipe {
    public static final int ZERO = 0;
    public static final int NNSA = 1;
    public static final int DOD = 2;
    public static final int BSI = 3;
    public static final int GUTMANN = 4;
    public static final int SCHNEIER = 5;
    public static final int PFITZNER7 = 6;
    public static final int PFITZNER33 = 7;
    public static final int RANDOM = 8;
    public static final int TRIM = 9;

    private VolumeWipe() {}
  }

  /** Asking about a volume ({@code virStorageVolInfoFlags}). */
  public static final class VolumeInfo {
    public static final int USE_ALLOCATION = 0;
    public static final int GET_PHYSICAL = 1;

    private VolumeInfo() {}
  }

  /** Creating a volume ({@code virStorageVolCreateFlags}). */
  public static final class VolumeCreate {
    public static final int PREALLOC_METADATA = 1;
    public static final int REFLINK = 2;
    public static final int VALIDATE = 1 << 2;

    private VolumeCreate() {}
  }

  /** Reading a volume ({@code virStorageVolDownloadFlags}). */
  public static final class VolumeDownload {
    public static final int SPARSE_STREAM = 1;

    private VolumeDownload() {}
  }

  /** Writing a volume ({@code virStorageVolUploadFlags}). */
  public static final class VolumeUpload {
    public static final int SPARSE_STREAM = 1;

    private VolumeUpload() {}
  }

  /** Resizing a volume ({@code virStorageVolResizeFlags}). */
  public static final class VolumeResize {
    public static final int ALLOCATE = 1;
    public static final int DELTA = 2;
    public static final int SHRINK = 1 << 2;

    private VolumeResize() {}
  }

  private StorageFlags() {}
}
