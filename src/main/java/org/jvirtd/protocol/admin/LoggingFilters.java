package org.jvirtd.protocol.admin;

import org.jspecify.annotations.Nullable;

/**
 * What a daemon logs.
 *
 * @param filters in the form of the configuration: "1:rpc 3:event"
 */
public record LoggingFilters(@Nullable String filters, int filterCount) {}
