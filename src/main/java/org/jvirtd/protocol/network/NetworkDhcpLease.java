package org.jvirtd.protocol.network;

import org.jspecify.annotations.Nullable;

/**
 * A lease that a network gave out.
 *
 * @param expiryTime in seconds since 1970-01-01 UTC
 * @param type a number of {@link NetworkFlags.AddressType}
 * @param iaid the identity association of DHCPv6
 * @param prefix the length of the network prefix, in bits
 * @param clientId the client identifier, or the DUID of DHCPv6
 */
public record NetworkDhcpLease(
    String iface,
    long expiryTime,
    int type,
    @Nullable String mac,
    @Nullable String iaid,
    String ipAddress,
    int prefix,
    @Nullable String hostname,
    @Nullable String clientId) {}
