package org.jvirtd.protocol.storage;

import java.util.UUID;

/** The wire structure {@code remote_nonnull_storage_pool}. */
public record StoragePool(String name, UUID uuid) {}
