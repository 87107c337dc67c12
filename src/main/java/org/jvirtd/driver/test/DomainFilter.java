package org.jvirtd.driver.test;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which domains a list is to hold: libvirt's filter flags. They come in groups; a domain must match
 * one flag of each group of which any is set.
 */
final class DomainFilter implements Predicate<TestDomain> {
  private record Condition(int flag, Predicate<TestDomain> matches) {}

  private static final List<Condition> ACTIVE = either(0, TestDomain::isActive);
  private static final List<Condition> PERSISTENT = either(2, TestDomain::isPersistent);
  private static final List<Condition> STATE =
      List.of(
          new Condition(1 << 4, domain -> domain.state().state() == RunState.State.RUNNING),
          new Condition(1 << 5, domain -> domain.state().state() == RunState.State.PAUSED),
          new Condition(1 << 6, domain -> domain.state().state() == RunState.State.SHUTOFF),
          new Condition(1 << 7, domain -> isOther(domain.state().state())));
  private static final List<Condition> MANAGED_SAVE = either(8, TestDomain::hasManagedSave);
  private static final List<Condition> AUTOSTART = either(10, TestDomain::isAutostarted);
  private static final List<Condition> SNAPSHOT =
      either(12, domain -> !domain.snapshots().isEmpty());
  private static final List<Condition> CHECKPOINT =
      either(14, domain -> !domain.checkpoints().isEmpty());

  private static final List<List<Condition>> GROUPS =
      List.of(ACTIVE, PERSISTENT, STATE, MANAGED_SAVE, AUTOSTART, SNAPSHOT, CHECKPOINT);

  /** The flags of all groups. */
  static final int ALL = 0xffff;

  /** The flags of the groups that a list of statistics takes: active, persistent, state. */
  static final int STATISTICS = 0x00ff;

  /** What was asked of each group; a list asks it of every domain, so nothing else is kept. */
  private final List<List<Condition>> asked;

  /**
   * @param flags filter flags; others are passed over
   */
  DomainFilter(int flags) {
    asked =
        GROUPS.stream()
            .map(group -> group.stream().filter(c -> (flags & c.flag()) != 0).toList())
            .filter(group -> !group.isEmpty())
            .toList();
  }

  private static List<Condition> either(int bit, Predicate<TestDomain> matches) {
    return List.of(new Condition(1 << bit, matches), new Condition(2 << bit, matches.negate()));
  }

  private static boolean isOther(RunState.State state) {
    return state != RunState.State.RUNNING
        && state != RunState.State.PAUSED
        && state != RunState.State.SHUTOFF;
  }

  @Override
  public boolean test(TestDomain domain) {
    for (List<Condition> group : asked) {
      if (!anyMatches(group, domain)) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyMatches(List<Condition> group, TestDomain domain) {
    for (Condition condition : group) {
      if (condition.matches().test(domain)) {
        return true;
      }
    }
    return false;
  }
}
