package org.jvirtd.daemon.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/**
 * From which priority on the messages of some sources are kept: "1:rpc".
 *
 * @param pattern which sources; an asterisk stands for any text, a question mark for any character
 */
record LogFilter(LogPriority priority, String pattern) {

  /**
   * Filters as the configuration and virt-admin write them: "1:rpc 3:daemon".
   *
   * @throws LibvirtException with libvirt's error for the first that is wrong
   */
  static List<LogFilter> parseAll(@Nullable String text) {
    List<LogFilter> filters = new ArrayList<>();
    for (String word : LogOutput.words(text)) {
      filters.add(parse(word));
    }
    return List.copyOf(filters);
  }

  private static LogFilter parse(String word) {
    // What follows a second colon libvirt does not look at.
    String[] parts = word.split(":", -1);
    if (parts.length < 2) {
      throw invalid("Malformed format for filter '%s'".formatted(word));
    }
    Optional<LogPriority> priority = LogPriority.parse(parts[0]);
    if (priority.isEmpty()) {
      throw invalid("Invalid priority '%s' for filter '%s'".formatted(parts[0], word));
    }
    // A plus once asked for stack traces; libvirt accepts it still.
    String match = parts[1].startsWith("+") ? parts[1].substring(1) : parts[1];
    if (match.isEmpty()) {
      throw invalid("Invalid match string '%s'".formatted(parts[1]));
    }
    return new LogFilter(priority.get(), "*" + match + "*");
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, ErrorDomain.NONE, detail);
  }

  /** As virt-admin shows them; libvirt leaves a space after the last one. */
  static String format(List<LogFilter> filters) {
    return filters.stream()
        .map(filter -> filter.priority.number() + ":" + filter.pattern + " ")
        .collect(Collectors.joining());
  }

  /**
   * Whether the messages of a source are meant. The time it takes grows with the product of both
   * lengths at most: only the last asterisk is ever gone back to.
   */
  boolean matches(String source) {
    int at = 0;
    int inPattern = 0;
    int lastStar = -1;
    int afterStar = 0;
    while (at < source.length()) {
      char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
      if (wanted == '*') {
        lastStar = inPattern++;
        afterStar = at;
      } else if (inPattern < pattern.length() && (wanted == '?' || wanted == source.charAt(at))) {
        inPattern++;
        at++;
      } else if (lastStar >= 0) {
        inPattern = lastStar + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    return pattern.chars().skip(inPattern).allMatch(rest -> rest == '*');
  }
}
