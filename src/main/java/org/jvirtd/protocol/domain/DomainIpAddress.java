package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_ip_addr}. */
public record DomainIpAddress(int type, String address, int prefix) {}
