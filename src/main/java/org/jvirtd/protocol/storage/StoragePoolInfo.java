package org.jvirtd.protocol.storage;

/**
 * A pool's state and size.
 *
 * @param state a number of {@link StorageFlags.PoolState}
 * @param capacity bytes
 * @param allocation bytes
 * @param available bytes
 */
public record StoragePoolInfo(int state, long capacity, long allocation, long available) {}
