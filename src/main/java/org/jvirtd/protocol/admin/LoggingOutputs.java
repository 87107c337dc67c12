package org.jvirtd.protocol.admin;

/** The wire structure {@code admin_connect_get_logging_outputs_ret}. */
public record LoggingOutputs(String outputs, int outputCount) {}
