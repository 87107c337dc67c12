package org.jvirtd.protocol.storage;

import static org.jvirtd.protocol.ErrorDomain.STORAGE;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Storage pools. */
@ReportsAs(STORAGE)
public interface StoragePoolProcedures {
  @Procedure(value = 71, priority = HIGH, api = "virConnectNumOfStoragePools")
  default int connectNumOfStoragePools() {
    throw notSupported(STORAGE, "virConnectNumOfStoragePools");
  }

  @Procedure(value = 72, priority = HIGH, api = "virConnectListStoragePools")
  @XdrLimit(RemoteLimits.STORAGE_POOL_LIST_MAX)
  default List<String> connectListStoragePools(int maxNames) {
    throw notSupported(STORAGE, "virConnectListStoragePools");
  }

  @Procedure(value = 73, priority = HIGH, api = "virConnectNumOfDefinedStoragePools")
  default int connectNumOfDefinedStoragePools() {
    throw notSupported(STORAGE, "virConnectNumOfDefinedStoragePools");
  }

  @Procedure(value = 74, priority = HIGH, api = "virConnectListDefinedStoragePools")
  @XdrLimit(RemoteLimits.STORAGE_POOL_LIST_MAX)
  default List<String> connectListDefinedStoragePools(int maxNames) {
    throw notSupported(STORAGE, "virConnectListDefinedStoragePools");
  }

  @Procedure(value = 75, api = "virConnectFindStoragePoolSources", access = WRITE)
  default String connectFindStoragePoolSources(String type, @Nullable String srcSpec, int flags) {
    throw notSupported(STORAGE, "virConnectFindStoragePoolSources");
  }

  @Procedure(value = 76, api = "virStoragePoolCreateXML", access = WRITE)
  default StoragePool storagePoolCreateXml(String xml, int flags) {
    throw notSupported(STORAGE, "virStoragePoolCreateXML");
  }

  @Procedure(value = 77, priority = HIGH, api = "virStoragePoolDefineXML", access = WRITE)
  default StoragePool storagePoolDefineXml(String xml, int flags) {
    throw notSupported(STORAGE, "virStoragePoolDefineXML");
  }

  @Procedure(value = 78, api = "virStoragePoolCreate", access = WRITE)
  default void storagePoolCreate(StoragePool pool, int flags) {
    throw notSupported(STORAGE, "virStoragePoolCreate");
  }

  @Procedure(value = 79, api = "virStoragePoolBuild", access = WRITE)
  default void storagePoolBuild(StoragePool pool, int flags) {
    throw notSupported(STORAGE, "virStoragePoolBuild");
  }

  @Procedure(value = 80, priority = HIGH, api = "virStoragePoolDestroy", access = WRITE)
  default void storagePoolDestroy(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolDestroy");
  }

  @Procedure(value = 81, api = "virStoragePoolDelete", access = WRITE)
  default void storagePoolDelete(StoragePool pool, int flags) {
    throw notSupported(STORAGE, "virStoragePoolDelete");
  }

  @Procedure(value = 82, priority = HIGH, api = "virStoragePoolUndefine", access = WRITE)
  default void storagePoolUndefine(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolUndefine");
  }

  @Procedure(value = 83, api = "virStoragePoolRefresh", access = WRITE)
  default void storagePoolRefresh(StoragePool pool, int flags) {
    throw notSupported(STORAGE, "virStoragePoolRefresh");
  }

  @Procedure(value = 84, priority = HIGH, api = "virStoragePoolLookupByName")
  default StoragePool storagePoolLookupByName(String name) {
    throw notSupported(STORAGE, "virStoragePoolLookupByName");
  }

  @Procedure(value = 85, priority = HIGH, api = "virStoragePoolLookupByUUID")
  default StoragePool storagePoolLookupByUuid(UUID uuid) {
    throw notSupported(STORAGE, "virStoragePoolLookupByUUID");
  }

  @Procedure(value = 86, priority = HIGH, api = "virStoragePoolLookupByVolume")
  default StoragePool storagePoolLookupByVolume(StorageVolume volume) {
    throw notSupported(STORAGE, "virStoragePoolLookupByVolume");
  }

  @Procedure(value = 87, priority = HIGH, api = "virStoragePoolGetInfo")
  default StoragePoolInfo storagePoolGetInfo(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolGetInfo");
  }

  @Procedure(value = 88, priority = HIGH, api = "virStoragePoolGetXMLDesc")
  default String storagePoolGetXmlDesc(StoragePool pool, int flags) {
    throw notSupported(STORAGE, "virStoragePoolGetXMLDesc");
  }

  @Procedure(value = 89, priority = HIGH, api = "virStoragePoolGetAutostart")
  default int storagePoolGetAutostart(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolGetAutostart");
  }

  @Procedure(value = 90, priority = HIGH, api = "virStoragePoolSetAutostart", access = WRITE)
  default void storagePoolSetAutostart(StoragePool pool, int autostart) {
    throw notSupported(STORAGE, "virStoragePoolSetAutostart");
  }

  @Procedure(value = 154, priority = HIGH, api = "virStoragePoolIsActive")
  default int storagePoolIsActive(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolIsActive");
  }

  @Procedure(value = 155, priority = HIGH, api = "virStoragePoolIsPersistent")
  default int storagePoolIsPersistent(StoragePool pool) {
    throw notSupported(STORAGE, "virStoragePoolIsPersistent");
  }

  @Procedure(value = 281, priority = HIGH, api = "virConnectListAllStoragePools")
  default StoragePoolList connectListAllStoragePools(int needResults, int flags) {
    throw notSupported(STORAGE, "virConnectListAllStoragePools");
  }

  @Procedure(value = 391, priority = HIGH, api = "virStoragePoolLookupByTargetPath")
  default StoragePool storagePoolLookupByTargetPath(String path) {
    throw notSupported(STORAGE, "virStoragePoolLookupByTargetPath");
  }

  @Procedure(value = 403, api = "virConnectGetStoragePoolCapabilities")
  default String connectGetStoragePoolCapabilities(int flags) {
    throw notSupported(STORAGE, "virConnectGetStoragePoolCapabilities");
  }
}
