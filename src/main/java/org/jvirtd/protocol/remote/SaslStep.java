package org.jvirtd.protocol.remote;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_auth_sasl_start_ret}. */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record SaslStep(
    int complete, int nil, @XdrChars @XdrLimit(RemoteLimits.AUTH_SASL_DATA_MAX) byte[] data) {}
