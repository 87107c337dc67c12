package org.jvirtd.protocol.domain;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_migrate_prepare_ret}. */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record MigrationPrepared(
    @XdrLimit(RemoteLimits.MIGRATE_COOKIE_MAX) byte[] cookie, @Nullable String uriOut) {}
