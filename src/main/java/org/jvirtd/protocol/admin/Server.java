package org.jvirtd.protocol.admin;

/** The wire structure {@code admin_nonnull_server}. */
public record Server(String name) {}
