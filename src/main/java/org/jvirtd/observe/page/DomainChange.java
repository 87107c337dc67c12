package org.jvirtd.observe.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Libvirt's words for what happens to a domain, in the order of the numbers in {@code
 * virDomainEventType}; each has its details in the order of theirs.
 */
enum DomainChange {
  DEFINED("added", "updated", "renamed", "from snapshot"),
  UNDEFINED("removed", "renamed"),
  STARTED("booted", "migrated", "restored", "from snapshot", "wakeup"),
  SUSPENDED(
      "paused",
      "migrated",
      "I/O error",
      "watchdog",
      "restored",
      "from snapshot",
      "API error",
      "post-copy",
      "post-copy failed"),
  RESUMED("unpaused", "migrated", "from snapshot", "post-copy", "post-copy failed"),
  STOPPED("shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot"),
  SHUTDOWN("finished", "by guest", "by host"),
  PMSUSPENDED("memory", "disk"),
  CRASHED("panicked", "crashloaded"),
  /** What this does not know. */
  OTHER;

  private static final String SEPARATOR = ",";
  private static final List<DomainChange> BY_NUMBER = List.of(values());

  /** In one string, as the constants of an enum are to be immutable. */
  private final String details;

  DomainChange(String... details) {
    this.details = String.join(SEPARATOR, details);
  }

  static DomainChange of(int number) {
    return number >= 0 && number < BY_NUMBER.size() ? BY_NUMBER.get(number) : OTHER;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Nullable String detail(int number) {
    String[] words = details.split(SEPARATOR, -1);
    return number >= 0 && number < words.length && !words[number].isEmpty() ? words[number] : null;
  }
}
