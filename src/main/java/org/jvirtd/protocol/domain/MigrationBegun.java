package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_migrate_begin3_ret}. */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record MigrationBegun(
    @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookieOut, String xml) {}
