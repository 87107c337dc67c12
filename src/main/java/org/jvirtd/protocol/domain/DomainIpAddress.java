package org.jvirtd.protocol.domain;

/**
 * An address of a domain's interface.
 *
 * @param type 0 for IPv4, 1 for IPv6
 * @param prefix the length of the network prefix, in bits
 */
public record DomainIpAddress(int type, String address, int prefix) {}
