package org.jvirtd.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Decides for the daemon's own loggers by filters: the first that matches a source decides, as in
 * libvirt. Sources that none matches, and loggers of others, keep the levels they have. It is part
 * of Logback only while there are filters, so that none cost nothing.
 */
final class SourceFilter extends TurboFilter {
  private final List<LogFilter> filters;
  private final Map<String, Optional<LogPriority>> byLogger = new ConcurrentHashMap<>();

  SourceFilter(List<LogFilter> filters) {
    this.filters = filters;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    Optional<LogPriority> least = byLogger.computeIfAbsent(logger.getName(), this::find);
    if (least.isEmpty()) {
      return FilterReply.NEUTRAL;
    }
    return least.get().admits(level) ? FilterReply.ACCEPT : FilterReply.DENY;
  }

  private Optional<LogPriority> find(String logger) {
    if (!LogLine.isOurs(logger)) {
      return Optional.empty();
    }
    String source = LogLine.source(logger);
    return filters.stream()
        .filter(filter -> filter.matches(source))
        .map(LogFilter::priority)
        .findFirst();
  }
}
