package org.jvirtd.protocol.interfaces;

/**
 * A network interface of the host.
 *
 * @param mac its address as text: "52:54:00:12:34:56"
 */
public record Interface(String name, String mac) {}
