package org.jvirtd.protocol.admin;

/** The wire structure {@code admin_nonnull_client}. */
public record Client(Server server, long id, long timestamp, int transport) {}
