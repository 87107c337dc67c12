package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * What the source of a migration answers at the beginning.
 *
 * @param cookieOut for the destination, opaque
 * @param xml the domain to be migrated
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record MigrationBegun(
    @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieOut, String xml) {}
