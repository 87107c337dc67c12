package org.jvirtd.protocol.nodedevice;

/** A device of the host. */
public record NodeDevice(String name) {}
