package org.jvirtd.protocol.network;

import org.jspecify.annotations.Nullable;

/** The wire structure {@code remote_network_dhcp_lease}. */
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
