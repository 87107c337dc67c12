package org.jvirtd.daemon.log;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/**
 * Where messages go that have at least some priority: "3:file:/var/log/jvirtd.log".
 *
 * @param name the file's absolute path, or the tag in syslog; null for the others
 */
record LogOutput(LogPriority priority, Destination destination, @Nullable String name) {

  /** More than this nobody has use for, and each may hold a file open. */
  static final int MOST = 64;

  /** The kinds of outputs, by libvirt's words. */
  enum Destination {
    STDERR(false),
    SYSLOG(true),
    FILE(true),
    JOURNALD(false);

    private final boolean named;

    Destination(boolean named) {
      this.named = named;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Outputs as the configuration and virt-admin write them: "1:stderr 3:file:/path". One that names
   * the same place as an earlier one replaces it.
   *
   * @throws LibvirtException with libvirt's error for the first that is wrong
   */
  static List<LogOutput> parseAll(@Nullable String text) {
    List<LogOutput> outputs = new ArrayList<>();
    for (String word : words(text)) {
      LogOutput output = parse(word);
      outputs.removeIf(output::isSamePlaceAs);
      if (outputs.size() == MOST) {
        throw invalid("more than %d log outputs".formatted(MOST));
      }
      outputs.add(output);
    }
    return List.copyOf(outputs);
  }

  /** What stands between spaces. */
  static List<String> words(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static LogOutput parse(String word) {
    String[] parts = word.split(":", -1);
    if (parts.length < 2) {
      throw invalid("Malformed format for log output '%s'".formatted(word));
    }
    LogPriority priority =
        LogPriority.parse(parts[0])
            .orElseThrow(() ->
                invalid("Invalid log priority '%s' for log output '%s'".formatted(parts[0], word)));
    Destination destination =
        Arrays.stream(Destination.values())
            .filter(known -> known.toString().equals(parts[1]))
            .findFirst()
            .orElseThrow(() ->
                invalid(
                    "Invalid log destination '%s' for log output '%s'".formatted(parts[1], word)));
    if (parts.length != (destination.named ? 3 : 2)) {
      throw invalid(
          "Log output '%s' does not meet the format requirements for destination type '%s'"
              .formatted(word, destination));
    }
    return new LogOutput(priority, destination, name(destination, parts));
  }

  private static @Nullable String name(Destination destination, String[] parts) {
    if (!destination.named) {
      return null;
    }
    if (destination == Destination.SYSLOG) {
      return parts[2];
    }
    try {
      return Path.of(parts[2]).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      throw invalid("Invalid path '%s'".formatted(parts[2]));
    }
  }

  private boolean isSamePlaceAs(LogOutput other) {
    return destination == other.destination && Objects.equals(name, other.name);
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, ErrorDomain.NONE, detail);
  }

  /** As virt-admin shows them. */
  static String format(List<LogOutput> outputs) {
    return outputs.stream().map(LogOutput::toString).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return priority.number() + ":" + destination + (name == null ? "" : ":" + name);
  }
}
