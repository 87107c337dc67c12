package org.jvirtd.protocol.nwfilter;

import java.util.UUID;

/** The wire structure {@code remote_nonnull_nwfilter}. */
public record NwFilter(String name, UUID uuid) {}
