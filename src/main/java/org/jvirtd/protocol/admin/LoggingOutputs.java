package org.jvirtd.protocol.admin;

/**
 * Where a daemon logs to.
 *
 * @param outputs in the form of the configuration: "3:stderr 1:file:/path"
 */
public record LoggingOutputs(String outputs, int outputCount) {}
