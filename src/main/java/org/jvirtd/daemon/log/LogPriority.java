package org.jvirtd.daemon.log;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** libvirt's priorities of log messages, by their numbers in filters and outputs. */
enum LogPriority {
  DEBUG(1, Level.DEBUG, 7),
  INFO(2, Level.INFO, 6),
  WARNING(3, Level.WARN, 4),
  ERROR(4, Level.ERROR, 3);

  /** libvirt reads it as C does: white space before it and a plus sign are no errors. */
  private static final Pattern NUMBER = Pattern.compile("[ \t\n\u000b\f\r]*\\+?0*([1-4])");

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // Logback's levels are constants
  private final Level level;

  private final int syslogSeverity;

  LogPriority(int number, Level level, int syslogSeverity) {
    this.number = number;
    this.level = level;
    this.syslogSeverity = syslogSeverity;
  }

  /** The priority with this number, 1 to 4; empty for anything else. */
  static Optional<LogPriority> parse(String text) {
    var number = NUMBER.matcher(text);
    return number.matches()
        ? Optional.of(values()[Integer.parseInt(number.group(1)) - 1])
        : Optional.empty();
  }

  /** The priority of a message of this level. */
  static LogPriority of(Level level) {
    LogPriority found = DEBUG;
    for (LogPriority priority : values()) {
      if (priority.admits(level)) {
        found = priority;
      }
    }
    return found;
  }

  int number() {
    return number;
  }

  /** Whether a message of this level is at least as urgent. */
  boolean admits(Level messageLevel) {
    return messageLevel.isGreaterOrEqual(level);
  }

  /** As RFC 5424 numbers it. */
  int syslogSeverity() {
    return syslogSeverity;
  }

  /** As libvirt's log lines have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
