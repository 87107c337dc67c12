package org.jvirtd.protocol.connect;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/**
 * The security model of a host.
 *
 * @param doi the domain of interpretation
 */
public record NodeSecurityModel(
    @XdrChars @XdrLimit(RemoteLimits.SECURITY_MODEL_MAX) String model,
    @XdrChars @XdrLimit(RemoteLimits.SECURITY_DOI_MAX) String doi) {}
