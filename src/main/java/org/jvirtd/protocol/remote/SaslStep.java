package org.jvirtd.protocol.remote;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/**
 * What a server answers in a SASL negotiation.
 *
 * @param complete 1 when the client is authenticated
 * @param nil 1 when there is no data, which is not the same as empty data
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record SaslStep(
    int complete, int nil, @XdrChars @XdrLimit(RemoteLimits.AUTH_SASL_DATA_MAX) byte[] data) {}
