package org.jvirtd.protocol.network;

import java.util.UUID;

/** The wire structure {@code remote_nonnull_network_port}. */
public record NetworkPort(Network network, UUID uuid) {}
