package org.jvirtd.protocol.nwfilter;

import java.util.UUID;

/** A network filter. */
public record NwFilter(String name, UUID uuid) {}
