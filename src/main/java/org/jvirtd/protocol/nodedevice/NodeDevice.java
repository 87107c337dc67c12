package org.jvirtd.protocol.nodedevice;

/** The wire structure {@code remote_nonnull_node_device}. */
public record NodeDevice(String name) {}
