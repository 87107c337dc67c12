package org.jvirtd.protocol.admin;

/** One of the servers of a daemon: "libvirtd", "admin". */
public record Server(String name) {}
