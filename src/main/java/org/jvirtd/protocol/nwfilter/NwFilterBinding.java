package org.jvirtd.protocol.nwfilter;

/** The wire structure {@code remote_nonnull_nwfilter_binding}. */
public record NwFilterBinding(String portDevice, String filterName) {}
