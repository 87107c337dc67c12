package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrChars;
import org.jvirtd.xdr.XdrLimit;

/**
 * A domain's security label.
 *
 * @param enforcing 1 if the policy is enforced
 */
public record DomainSecurityLabel(
    @XdrChars @XdrLimit(RemoteLimits.SECURITY_LABEL_MAX) String label, int enforcing) {}
