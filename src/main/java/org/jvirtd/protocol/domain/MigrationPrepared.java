package org.jvirtd.protocol.domain;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * What the destination of a migration answers when it is ready.
 *
 * @param cookie for the source, opaque
 * @param uriOut where to send the domain, when the destination chooses it
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record MigrationPrepared(
    @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookie, @Nullable String uriOut) {}
