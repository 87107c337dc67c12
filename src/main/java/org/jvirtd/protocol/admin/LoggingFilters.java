package org.jvirtd.protocol.admin;

import org.jspecify.annotations.Nullable;

/** The wire structure {@code admin_connect_get_logging_filters_ret}. */
public record LoggingFilters(@Nullable String filters, int filterCount) {}
