package org.jvirtd.protocol.interfaces;

/** The wire structure {@code remote_nonnull_interface}. */
public record Interface(String name, String mac) {}
