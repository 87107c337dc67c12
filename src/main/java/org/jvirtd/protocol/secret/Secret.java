package org.jvirtd.protocol.secret;

import java.util.UUID;

/** The wire structure {@code remote_nonnull_secret}. */
public record Secret(UUID uuid, int usageType, String usageId) {}
