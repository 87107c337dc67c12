package org.jvirtd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A message in libvirt's form: time, thread, priority, source, text. */
final class LogLine {
  private static final String ROOT = "org.jvirtd";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogLine() {}

  /** Whether a logger is one of the daemon's own. */
  static boolean isOurs(String logger) {
    return logger.startsWith(ROOT)
        && (logger.length() == ROOT.length() || logger.charAt(ROOT.length()) == '.');
  }

  /** What filters match: the room and the class, "rpc.Connection". */
  static String source(String logger) {
    return isOurs(logger) && logger.length() > ROOT.length()
        ? logger.substring(ROOT.length() + 1)
        : logger;
  }

  /** With its time and a line's end. */
  static String full(ILoggingEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))
        + ": "
        + withoutTime(event)
        + "\n";
  }

  /** For places that note the time themselves. */
  static String withoutTime(ILoggingEvent event) {
    return event.getThreadName()
        + ": "
        + LogPriority.of(event.getLevel())
        + " : "
        + source(event.getLoggerName())
        + " : "
        + text(event);
  }

  /** The message, and the trace of what was thrown. */
  static String text(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    String message = event.getFormattedMessage();
    return thrown == null ? message : message + "\n" + ThrowableProxyUtil.asString(thrown).strip();
  }
}
