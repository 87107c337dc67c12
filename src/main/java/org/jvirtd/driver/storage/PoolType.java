package org.jvirtd.driver.storage;

import static org.jvirtd.driver.storage.PoolType.SourcePart.ADAPTER;
import static org.jvirtd.driver.storage.PoolType.SourcePart.DEVICE;
import static org.jvirtd.driver.storage.PoolType.SourcePart.FOLDER;
import static org.jvirtd.driver.storage.PoolType.SourcePart.HOST;
import static org.jvirtd.driver.storage.PoolType.SourcePart.INITIATOR;
import static org.jvirtd.driver.storage.PoolType.SourcePart.NAME;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jvirtd.protocol.storage.StorageFlags;

/**
 * The types of pools, in the order of {@code virStoragePoolType}: what their sources consist of,
 * and which formats they and their volumes may have. The first format is the default.
 */
@SuppressWarnings("ImmutableEnumChecker") // its sets and lists come from Set.of and List.of
public enum PoolType {
  DIR(Set.of(), List.of(), Formats.FILE, VolumeKind.FILE, true, StorageFlags.PoolList.DIR),
  FS(
      Set.of(DEVICE),
      Formats.FILE_SYSTEM,
      Formats.FILE,
      VolumeKind.FILE,
      true,
      StorageFlags.PoolList.FS),
  NETFS(
      Set.of(HOST, FOLDER),
      Formats.NET_FILE_SYSTEM,
      Formats.FILE,
      VolumeKind.FILE,
      true,
      StorageFlags.PoolList.NETFS),
  LOGICAL(
      Set.of(NAME, DEVICE),
      Formats.LOGICAL,
      List.of(),
      VolumeKind.BLOCK,
      true,
      StorageFlags.PoolList.LOGICAL),
  DISK(
      Set.of(DEVICE),
      Formats.DISK,
      Formats.PARTITION,
      VolumeKind.BLOCK,
      true,
      StorageFlags.PoolList.DISK),
  ISCSI(
      Set.of(HOST, DEVICE, INITIATOR),
      List.of(),
      List.of(),
      VolumeKind.BLOCK,
      true,
      StorageFlags.PoolList.ISCSI),
  ISCSI_DIRECT(
      Set.of(HOST, DEVICE, INITIATOR),
      List.of(),
      List.of(),
      VolumeKind.NETWORK,
      false,
      StorageFlags.PoolList.ISCSI_DIRECT),
  SCSI(Set.of(ADAPTER), List.of(), List.of(), VolumeKind.BLOCK, true, StorageFlags.PoolList.SCSI),
  MPATH(Set.of(), List.of(), List.of(), VolumeKind.BLOCK, true, StorageFlags.PoolList.MPATH),
  RBD(
      Set.of(HOST, NAME),
      List.of(),
      Formats.FILE,
      VolumeKind.NETWORK,
      false,
      StorageFlags.PoolList.RBD),
  SHEEPDOG(
      Set.of(HOST, NAME),
      List.of(),
      List.of(),
      VolumeKind.NETWORK,
      false,
      StorageFlags.PoolList.SHEEPDOG),
  GLUSTER(
      Set.of(HOST, NAME, FOLDER),
      List.of(),
      Formats.FILE,
      VolumeKind.NETWORK,
      false,
      StorageFlags.PoolList.GLUSTER),
  ZFS(
      Set.of(NAME, DEVICE),
      List.of(),
      List.of(),
      VolumeKind.BLOCK,
      true,
      StorageFlags.PoolList.ZFS),
  VSTORAGE(
      Set.of(NAME), List.of(), Formats.FILE, VolumeKind.FILE, true, StorageFlags.PoolList.VSTORAGE);

  /** What a pool's source consists of. */
  enum SourcePart {
    HOST,
    DEVICE,
    FOLDER,
    ADAPTER,
    NAME,
    INITIATOR
  }

  /** What a pool's volumes are, with libvirt's numbers. */
  private enum VolumeKind {
    FILE(StorageFlags.VolumeType.FILE),
    BLOCK(StorageFlags.VolumeType.BLOCK),
    NETWORK(StorageFlags.VolumeType.NETWORK);

    private final int number;

    VolumeKind(int number) {
      this.number = number;
    }
  }

  private static final class Formats {
    static final List<String> FILE =
        List.of(
            "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop",
            "cow", "qcow", "qcow2", "qed", "vmdk");
    static final List<String> FILE_SYSTEM =
        List.of(
            "auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat", "hfs+",
            "xfs", "ocfs2", "vmfs");
    static final List<String> NET_FILE_SYSTEM = List.of("auto", "nfs", "glusterfs", "cifs");
    static final List<String> DISK =
        List.of("unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2");
    // The default comes first here; libvirt's list begins with "unknown".
    static final List<String> LOGICAL = List.of("lvm2", "unknown");
    static final List<String> PARTITION =
        List.of(
            "none", "linux", "fat16", "fat32", "linux-swap", "linux-lvm", "linux-raid", "extended");

    private Formats() {}
  }

  private final String word;
  private final Set<SourcePart> parts;
  private final List<String> sourceFormats;
  private final List<String> volumeFormats;
  private final VolumeKind volumes;
  private final boolean local;
  private final int listFlag;

  PoolType(
      Set<SourcePart> parts,
      List<String> sourceFormats,
      List<String> volumeFormats,
      VolumeKind volumes,
      boolean local,
      int listFlag) {
    this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.parts = parts;
    this.sourceFormats = sourceFormats;
    this.volumeFormats = volumeFormats;
    this.volumes = volumes;
    this.local = local;
    this.listFlag = listFlag;
  }

  /** The type with that word in the XML. */
  public static Optional<PoolType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findAny();
  }

  static String[] words() {
    return Arrays.stream(values()).map(PoolType::word).toArray(String[]::new);
  }

  /** The word in the XML. */
  public String word() {
    return word;
  }

  boolean has(SourcePart part) {
    return parts.contains(part);
  }

  /** Whether a device is all that a source consists of, and so must be there. */
  boolean needsDevice() {
    return parts.equals(Set.of(DEVICE));
  }

  /** Whether the pool lies on this host, and so has a target path. */
  boolean isLocal() {
    return local;
  }

  /** Empty where sources have no format. */
  List<String> sourceFormats() {
    return sourceFormats;
  }

  /** Empty where volumes have no format. */
  List<String> volumeFormats() {
    return volumeFormats;
  }

  /** What volumes are, a number of {@link StorageFlags.VolumeType}. */
  public int volumeType() {
    return volumes.number;
  }

  /** The flag of {@link StorageFlags.PoolList} that selects pools of this type. */
  public int listFlag() {
    return listFlag;
  }

  /** Whether mount options of the namespace of file-system pools are kept. */
  boolean hasMountOptions() {
    return this == FS || this == NETFS;
  }
}
