package org.jvirtd.protocol.storage;

/**
 * A volume's type and size.
 *
 * @param type a number of {@link StorageFlags.VolumeType}
 * @param capacity the logical size in bytes
 * @param allocation bytes in use, or the physical size if that was asked for
 */
public record StorageVolumeInfo(int type, long capacity, long allocation) {}
