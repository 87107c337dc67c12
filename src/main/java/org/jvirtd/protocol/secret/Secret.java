package org.jvirtd.protocol.secret;

import java.util.UUID;

/**
 * A secret; the value is not part of it.
 *
 * @param usageType a number of {@link SecretFlags.Usage}
 * @param usageId what it is used for, unique within the usage type
 */
public record Secret(UUID uuid, int usageType, String usageId) {}
