package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of users or groups by name, from the machine's own list of them. Java tells the names
 * at the other end of a UNIX socket and keeps the numbers to itself. Safe for several threads at
 * once.
 */
final class AccountNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(AccountNumbers.class);

  /** In both lists: the name, a password that is no more, and the number. */
  private static final int NUMBER_FIELD = 2;

  static final AccountNumbers USERS = new AccountNumbers(Path.of("/etc/passwd"));
  static final AccountNumbers GROUPS = new AccountNumbers(Path.of("/etc/group"));

  private final Path list;
  private @Nullable FileTime read;
  private Map<String, Long> numbers = Map.of();

  AccountNumbers(Path list) {
    this.list = list;
  }

  /** The number of a name; of a name that is a number, as Java has it for a nameless one, that. */
  synchronized OptionalLong of(String name) {
    refresh();
    Long number = numbers.get(name);
    return number == null ? number(name) : OptionalLong.of(number);
  }

  private void refresh() {
    try {
      FileTime changed = Files.getLastModifiedTime(list);
      if (!changed.equals(read)) {
        numbers = read();
        read = changed;
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be read: {}", list, e.getMessage());
    }
  }

  private Map<String, Long> read() throws IOException {
    Map<String, Long> found = new HashMap<>();
    for (String line : Files.readAllLines(list, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(":", NUMBER_FIELD + 2);
      if (fields.length > NUMBER_FIELD) {
        // As the system has it: the first line with a name counts.
        number(fields[NUMBER_FIELD]).ifPresent(number -> found.putIfAbsent(fields[0], number));
      }
    }
    return found;
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Integer.parseUnsignedInt(text) & 0xffffffffL);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
