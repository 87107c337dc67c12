package org.jvirtd.protocol.storage;

import static org.jvirtd.protocol.ErrorDomain.STORAGE;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.Procedure.Streaming;
import org.jvirtd.rpc.Stream;
import org.jvirtd.xdr.XdrLimit;

/** Storage volumes: what lies in a pool. */
@ReportsAs(STORAGE)
public interface StorageVolumeProcedures {
  @Procedure(value = 91, priority = HIGH, api = "virStoragePoolNumOfVolumes")
  default int storagePoolNumOfVolumes(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolNumOfVolumes");
  }

  @Procedure(value = 92, priority = HIGH, api = "virStoragePoolListVolumes")
  @XdrLimit(RemoteLimits.STORAGE_VOL_LIST_MAX)
  default List<String> storagePoolListVolumes(StoragePool pool, int maxNames) {
    throw notSupported(STORAGE, "virStoragePoolListVolumes");
  }

  @Procedure(value = 93, api = "virStorageVolCreateXML", access = WRITE)
  default StorageVolume storageVolCreateXml(StoragePool pool, String xml, int flags) {
    throw notSupported(STORAGE, "virStorageVolCreateXML");
  }

  @Procedure(value = 94, api = "virStorageVolDelete", access = WRITE)
  default void storageVolDelete(StorageVolume volume, int flags) {
    throw notSupported(STORAGE, "virStorageVolDelete");
  }

  @Procedure(value = 95, priority = HIGH, api = "virStorageVolLookupByName")
  default StorageVolume storageVolLookupByName(StoragePool pool, String name) {
    throw notSupported(STORAGE, "virStorageVolLookupByName");
  }

  @Procedure(value = 96, priority = HIGH, api = "virStorageVolLookupByKey")
  default StorageVolume storageVolLookupByKey(String key) {
    throw notSupported(STORAGE, "virStorageVolLookupByKey");
  }

  @Procedure(value = 97, priority = HIGH, api = "virStorageVolLookupByPath")
  default StorageVolume storageVolLookupByPath(String path) {
    throw notSupported(STORAGE, "virStorageVolLookupByPath");
  }

  @Procedure(value = 98, priority = HIGH, api = "virStorageVolGetInfo")
  default StorageVolumeInfo storageVolGetInfo(StorageVolume volume) {
    throw notSupported(STORAGE, "virStorageVolGetInfo");
  }

  @Procedure(value = 99, priority = HIGH, api = "virStorageVolGetXMLDesc")
  default String storageVolGetXmlDesc(StorageVolume volume, int flags) {
    throw notSupported(STORAGE, "virStorageVolGetXMLDesc");
  }

  @Procedure(value = 100, priority = HIGH, api = "virStorageVolGetPath")
  default String storageVolGetPath(StorageVolume volume) {
    throw notSupported(STORAGE, "virStorageVolGetPath");
  }

  @Procedure(value = 125, api = "virStorageVolCreateXMLFrom", access = WRITE)
  default StorageVolume storageVolCreateXmlFrom(
      StoragePool pool, String xml, StorageVolume cloneVolume, int flags) {
    throw notSupported(STORAGE, "virStorageVolCreateXMLFrom");
  }

  @Procedure(value = 165, api = "virStorageVolWipe", access = WRITE)
  default void storageVolWipe(StorageVolume volume, int flags) {
    throw notSupported(STORAGE, "virStorageVolWipe");
  }

  /** Opens a stream that the client writes. */
  @Procedure(
      value = 208,
      api = "virStorageVolUpload",
      access = WRITE,
      stream = Streaming.WRITE,
      sparseFlag = StorageFlags.VolumeUpload.SPARSE_STREAM)
  default void storageVolUpload(
      StorageVolume volume, Stream stream, long offset, long length, int flags) {
    throw notSupported(STORAGE, "virStorageVolUpload");
  }

  /** Opens a stream that the client reads. */
  @Procedure(
      value = 209,
      api = "virStorageVolDownload",
      access = WRITE,
      stream = Streaming.READ,
      sparseFlag = StorageFlags.VolumeDownload.SPARSE_STREAM)
  default void storageVolDownload(
      StorageVolume volume, Stream stream, long offset, long length, int flags) {
    throw notSupported(STORAGE, "virStorageVolDownload");
  }

  @Procedure(value = 259, api = "virStorageVolWipePattern", access = WRITE)
  default void storageVolWipePattern(StorageVolume volume, int algorithm, int flags) {
    throw notSupported(STORAGE, "virStorageVolWipePattern");
  }

  @Procedure(value = 260, api = "virStorageVolResize", access = WRITE)
  default void storageVolResize(StorageVolume volume, long capacity, int flags) {
    throw notSupported(STORAGE, "virStorageVolResize");
  }

  @Procedure(value = 282, priority = HIGH, api = "virStoragePoolListAllVolumes")
  default StorageVolumeList storagePoolListAllVolumes(
      StoragePool pool, int needResults, int flags) {
    throw notSupported(STORAGE, "virStoragePoolListAllVolumes");
  }

  @Procedure(value = 378, priority = HIGH, api = "virStorageVolGetInfoFlags")
  default StorageVolumeInfo storageVolGetInfoFlags(StorageVolume volume, int flags) {
    throw notSupported(STORAGE, "virStorageVolGetInfoFlags");
  }
}
