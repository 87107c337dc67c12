package org.jvirtd.protocol.event;

/** Who authenticated on a graphics connection. */
public record GraphicsIdentity(String type, String name) {}
