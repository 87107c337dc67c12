package org.jvirtd.protocol.nwfilter;

/**
 * A network filter bound to a port.
 *
 * @param portDevice the name of the network device that is filtered
 */
public record NwFilterBinding(String portDevice, String filterName) {}
