package org.jvirtd.protocol.event;

/** The wire structure {@code remote_domain_event_graphics_address}. */
public record GraphicsAddress(int family, String node, String service) {}
