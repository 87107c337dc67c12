package org.jvirtd.protocol.storage;

/** The wire structure {@code remote_storage_pool_get_info_ret}. */
public record StoragePoolInfo(int state, long capacity, long allocation, long available) {}
