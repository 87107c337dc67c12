package org.jvirtd.protocol.admin;

/**
 * A client of a server.
 *
 * @param id its number, from 1 up per server, never re-used
 * @param timestamp when it connected, in seconds since 1970-01-01 UTC
 * @param transport a number of {@link AdminParameters.Transport}
 */
public record Client(Server server, long id, long timestamp, int transport) {}
