package org.jvirtd.protocol.network;

import java.util.UUID;

/** The wire structure {@code remote_nonnull_network}. */
public record Network(String name, UUID uuid) {}
