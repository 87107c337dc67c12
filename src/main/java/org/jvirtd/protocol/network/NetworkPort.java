package org.jvirtd.protocol.network;

import java.util.UUID;

/** A port of a network. */
public record NetworkPort(Network network, UUID uuid) {}
