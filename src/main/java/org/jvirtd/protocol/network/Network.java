package org.jvirtd.protocol.network;

import java.util.UUID;

/** A virtual network, as every procedure names it. */
public record Network(String name, UUID uuid) {}
