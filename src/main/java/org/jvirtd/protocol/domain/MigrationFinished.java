package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * What the destination of a migration answers at the end.
 *
 * @param cookieOut for the source, opaque
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record MigrationFinished(
    Domain domain, @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieOut) {}
