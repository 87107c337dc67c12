package org.jvirtd.protocol.domain;

import java.util.UUID;

/** The wire structure {@code remote_nonnull_domain}. */
public record Domain(String name, UUID uuid, int id) {}
