package org.jvirtd.protocol.storage;

/** The wire structure {@code remote_nonnull_storage_vol}. */
public record StorageVolume(String pool, String name, String key) {}
