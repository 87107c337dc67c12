package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_security_label_ret}. */
public record DomainSecurityLabel(
    @XdrChars @XdrLimit(RemoteLimits.SECURITY_LABEL_MAX) String label, int enforcing) {}
