package org.jvirtd.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who may call what of a server's programs. The rules are worked out when the server is made; a
 * client's first call finds the rule that names it, and each call after that reads one array.
 */
final class AccessPolicy {
  static final AccessPolicy OPEN = new AccessPolicy(List.of(), Grant.ALL);

  private record Entry(AccessRule rule, Grant grant) {}

  private final List<Entry> entries;
  private final Grant otherwise;

  private AccessPolicy(List<Entry> entries, Grant otherwise) {
    this.entries = entries;
    this.otherwise = otherwise;
  }

  /**
   * @param programs of the server, in its order
   * @throws IllegalArgumentException if a rule names a procedure that none of them has
   */
  static AccessPolicy of(AccessSettings settings, List<ProcedureTable> programs) {
    List<Entry> entries = new ArrayList<>();
    for (AccessRule rule : settings.rules()) {
      for (String pattern : rule.procedures()) {
        requireSome(pattern, entries.size(), programs);
      }
      entries.add(new Entry(rule, grant(rule.level(), rule.procedures(), programs)));
    }
    return new AccessPolicy(entries, grant(settings.defaultLevel(), List.of(), programs));
  }

  private static void requireSome(String pattern, int rule, List<ProcedureTable> programs) {
    Wildcard wildcard = new Wildcard(pattern);
    if (programs.stream().flatMap(p -> p.all().stream()).noneMatch(p -> wildcard.fits(p.name()))) {
      throw new IllegalArgumentException(
          "rules[%d]: no procedure is called %s".formatted(rule, pattern));
    }
  }

  private static Grant grant(
      AccessLevel level, List<String> patterns, List<ProcedureTable> programs) {
    boolean readOnly = level == AccessLevel.READ_ONLY;
    if (level == AccessLevel.NONE) {
      return new Grant(false, table(programs, BoundProcedure::isAllowedBeforeAuthentication));
    }
    if (patterns.isEmpty()) {
      return readOnly ? new Grant(true, null) : Grant.ALL;
    }
    List<Wildcard> wildcards = patterns.stream().map(Wildcard::new).toList();
    return new Grant(
        readOnly,
        table(
            programs,
            procedure ->
                procedure.isAllowedBeforeAuthentication()
                    || procedure.isEssential()
                    || wildcards.stream().anyMatch(w -> w.fits(procedure.name()))));
  }

  private static boolean[][] table(
      List<ProcedureTable> programs, Predicate<BoundProcedure> allowed) {
    boolean[][] table = new boolean[programs.size()][];
    for (int i = 0; i < table.length; i++) {
      boolean[] row = new boolean[programs.get(i).all().size()];
      programs.get(i).all().forEach(p -> row[p.index()] = allowed.test(p));
      table[i] = row;
    }
    return table;
  }

  /** What a client may. Not on the event loop thread: see {@link UnixAccount}. */
  Grant grant(ClientIdentity client) {
    for (Entry entry : entries) {
      if (entry.rule.names(client)) {
        return entry.grant;
      }
    }
    return otherwise;
  }
}
