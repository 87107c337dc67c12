package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jvirtd.rules.Call;
import org.jvirtd.rules.Comparison;
import org.jvirtd.rules.HypervisorSubject;
import org.jvirtd.rules.RandomCalls;
import org.jvirtd.rules.RuleBook;
import org.jvirtd.rules.Verb;

/**
 * Whatever is called, and in whichever order, outcomes, states and events are those of the {@link
 * RuleBook}. Another seed tries other sequences: {@code -Djvirtd.rules.seed=2}.
 */
class RandomCallsKeepTheRulesTest {
  private static final int SEQUENCES = 200;
  private static final int LENGTH = 50;

  @Test
  void outcomesStatesAndEventsAreTheModels() {
    long seed = Long.getLong("jvirtd.rules.seed", 1);
    RandomCalls random = new RandomCalls(seed);
    for (int i = 0; i < SEQUENCES; i++) {
      List<Call> calls = random.sequence(LENGTH);
      if (difference(calls).isPresent()) {
        List<Call> shortest = Comparison.shrink(calls, less -> difference(less).isPresent());
        fail("seed %d, sequence %d: %s%n%s", seed, i, difference(shortest).orElse(""), shortest);
      }
    }
  }

  private static Optional<String> difference(List<Call> calls) {
    TestWorld world = new TestWorld();
    HypervisorSubject driver =
        new HypervisorSubject(
            world.hypervisor,
            () -> {
              List<Record> taken = List.copyOf(world.events);
              world.events.clear();
              return taken;
            });
    return Comparison.difference(calls, new RuleBook(), driver, Comparison.Events.AT_ONCE);
  }

  @Test
  void aFailingSequenceIsShrunkToWhatMatters() {
    // No call of the generator's is like these two.
    Call one = new Call(Verb.DOMAIN_START, 0, 0, 77);
    Call other = new Call(Verb.DOMAIN_RESET, 0, 0, 77);
    List<Call> calls = new ArrayList<>(new RandomCalls(7).sequence(LENGTH));
    calls.add(17, one);
    calls.add(41, other);

    assertThat(Comparison.shrink(calls, less -> less.contains(one) && less.contains(other)))
        .containsExactly(one, other);
  }

  @Test
  void aDifferenceIsTold() {
    List<Call> calls = List.of(new Call(Verb.DOMAIN_DEFINE, 0, 0, 0));
    RuleBook other = new RuleBook();
    other.call(calls.getFirst());

    assertThat(Comparison.difference(calls, new RuleBook(), other, Comparison.Events.AT_ONCE))
        .hasValueSatisfying(
            text -> assertThat(text).contains("events", "domain-a/0 id -1, 0/0", "0/1"));
  }
}
