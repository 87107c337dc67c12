package org.jvirtd.protocol.event;

/**
 * One end of a graphics connection.
 *
 * @param family a number of {@link DomainEventTypes.GraphicsAddressType}
 * @param node the address, or the path of a UNIX socket
 * @param service the port
 */
public record GraphicsAddress(int family, String node, String service) {}
