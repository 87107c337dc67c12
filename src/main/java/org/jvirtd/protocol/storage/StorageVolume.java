package org.jvirtd.protocol.storage;

/**
 * A storage volume.
 *
 * @param pool its pool's name
 * @param name its name, unique in the pool
 * @param key what identifies it on the host; for files, the path
 */
public record StorageVolume(String pool, String name, String key) {}
