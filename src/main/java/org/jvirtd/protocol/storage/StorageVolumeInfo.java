package org.jvirtd.protocol.storage;

/** The wire structure {@code remote_storage_vol_get_info_ret}. */
public record StorageVolumeInfo(int type, long capacity, long allocation) {}
