package org.jvirtd.compat;

/** One place where two daemons were told apart, and how to see it. */
record Difference(String where, String command, String real, String subject) {
  @Override
  public String toString() {
    return "%n%s: %s%n--- the real libvirtd%n%s%n--- the subject%n%s%n"
        .formatted(where, command, real.stripTrailing(), subject.stripTrailing());
  }
}
