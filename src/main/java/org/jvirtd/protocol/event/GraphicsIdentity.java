package org.jvirtd.protocol.event;

/** The wire structure {@code remote_domain_event_graphics_identity}. */
public record GraphicsIdentity(String type, String name) {}
