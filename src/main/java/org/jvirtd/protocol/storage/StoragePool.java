package org.jvirtd.protocol.storage;

import java.util.UUID;

/** A storage pool. */
public record StoragePool(String name, UUID uuid) {}
