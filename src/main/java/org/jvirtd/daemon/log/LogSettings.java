package org.jvirtd.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.LibvirtException;
import org.slf4j.LoggerFactory;

/**
 * What the daemon logs and where to, changed while it runs (semantics section 21). libvirt's words
 * are put on Logback: a filter matches the names of the daemon's loggers, an output takes the place
 * of the appenders that the application was started with. Setting no outputs brings those back.
 *
 * <p>There is one Logback in a JVM, so this is for one daemon in it. From any thread but the event
 * loop's: files are opened.
 */
public final class LogSettings {
  /** Filters or outputs as libvirt writes them, and how many they are. */
  public record Listed(String text, int count) {}

  private final LoggerContext context;
  private final LogSink.Places places;
  private final LongAdder lost = new LongAdder();
  private List<LogFilter> filters = List.of();
  private @Nullable SourceFilter sourceFilter;
  private @Nullable List<LogOutput> outputs;
  private @Nullable LogQueue queue;
  private List<Appender<ILoggingEvent>> replaced = List.of();

  /**
   * @throws IllegalStateException if the application does not log with Logback
   */
  public LogSettings() {
    this(
        LoggerFactory.getILoggerFactory() instanceof LoggerContext logback ? logback : notLogback(),
        LogSink.Places.OF_LINUX);
  }

  LogSettings(LoggerContext context, LogSink.Places places) {
    this.context = context;
    this.places = places;
    CallFields.install(context);
  }

  private static LoggerContext notLogback() {
    throw new IllegalStateException(
        "logging is done by " + LoggerFactory.getILoggerFactory() + ", not by Logback");
  }

  /** The filters there are. */
  public synchronized Listed filters() {
    return new Listed(LogFilter.format(filters), filters.size());
  }

  /**
   * Replaces all filters.
   *
   * @param text null or empty for none
   * @throws LibvirtException INVALID_ARG if one is wrong; nothing has changed then
   */
  public synchronized void setFilters(@Nullable String text) {
    filters = LogFilter.parseAll(text);
    if (sourceFilter != null) {
      context.getTurboFilterList().remove(sourceFilter);
    }
    sourceFilter = filters.isEmpty() ? null : new SourceFilter(filters);
    if (sourceFilter != null) {
      sourceFilter.start();
      context.addTurboFilter(sourceFilter);
    }
  }

  /** The outputs there are: those that were set, or what the application was started with. */
  public synchronized Listed outputs() {
    List<LogOutput> now = outputs == null ? ofApplication() : outputs;
    return new Listed(LogOutput.format(now), now.size());
  }

  /**
   * Replaces all outputs.
   *
   * @param text null or blank for those that the application was started with
   * @throws LibvirtException INVALID_ARG if one is wrong, SYSTEM_ERROR if one cannot be opened;
   *     what is logged to has not changed then
   */
  public synchronized void setOutputs(@Nullable String text) {
    List<LogOutput> wanted = LogOutput.parseAll(text);
    if (wanted.isEmpty()) {
      restore();
      return;
    }
    LogQueue next = new LogQueue(open(wanted), lost);
    next.setContext(context);
    next.setName("outputs");
    next.start();
    if (queue == null) {
      replaced = appenders();
    }
    root().addAppender(next);
    replaced.forEach(root()::detachAppender);
    retire();
    queue = next;
    outputs = wanted;
  }

  private List<LogQueue.Target> open(List<LogOutput> wanted) {
    List<LogQueue.Target> opened = new ArrayList<>();
    try {
      for (LogOutput output : wanted) {
        opened.add(new LogQueue.Target(output.priority(), LogSink.open(output, places)));
      }
    } catch (LibvirtException e) {
      LogQueue.close(opened);
      throw e;
    }
    return List.copyOf(opened);
  }

  private void restore() {
    replaced.forEach(root()::addAppender);
    replaced = List.of();
    retire();
    queue = null;
    outputs = null;
  }

  private void retire() {
    LogQueue old = queue;
    if (old != null) {
      root().detachAppender(old);
      old.stop();
    }
  }

  /** Messages that were lost, since an output was slower than the daemon or did not take them. */
  public long lost() {
    return lost.sum();
  }

  /** Gives the application its own filters and outputs back. */
  public synchronized void close() {
    setFilters(null);
    restore();
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private List<Appender<ILoggingEvent>> appenders() {
    List<Appender<ILoggingEvent>> all = new ArrayList<>();
    for (Iterator<Appender<ILoggingEvent>> i = root().iteratorForAppenders(); i.hasNext(); ) {
      all.add(i.next());
    }
    return all;
  }

  /** What Spring Boot has made, as far as libvirt has a word for it. */
  private List<LogOutput> ofApplication() {
    Level level = context.getLogger("org.jvirtd").getEffectiveLevel();
    LogPriority priority = LogPriority.of(level);
    return appenders().stream()
        .flatMap(appender ->
            switch (appender) {
              case ConsoleAppender<?> _ ->
                  Stream.of(new LogOutput(priority, LogOutput.Destination.STDERR, null));
              case FileAppender<?> file ->
                  Stream.of(new LogOutput(priority, LogOutput.Destination.FILE, path(file)));
              default -> Stream.<LogOutput>empty();
            })
        .toList();
  }

  private static String path(FileAppender<?> appender) {
    String file = Objects.requireNonNullElse(appender.getFile(), "");
    return Path.of(file).toAbsolutePath().normalize().toString();
  }
}
