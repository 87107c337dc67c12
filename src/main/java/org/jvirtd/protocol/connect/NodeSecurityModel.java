package org.jvirtd.protocol.connect;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_node_get_security_model_ret}. */
public record NodeSecurityModel(
    @XdrChars @XdrLimit(RemoteLimits.SECURITY_MODEL_MAX) String model,
    @XdrChars @XdrLimit(RemoteLimits.SECURITY_DOI_MAX) String doi) {}
