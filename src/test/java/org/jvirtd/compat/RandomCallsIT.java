package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jvirtd.rules.Call;
import org.jvirtd.rules.Comparison;
import org.jvirtd.rules.HypervisorSubject;
import org.jvirtd.rules.RandomCalls;
import org.jvirtd.rules.RuleBook;

/**
 * Random calls over the wire, to the real libvirtd and to jvirtd: outcomes, states and events of
 * both are those of the model. So the model is libvirt's, and jvirtd keeps to it. Another seed, or
 * more sequences: {@code -Djvirtd.rules.seed=2 -Djvirtd.rules.sequences=500}.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class RandomCallsIT {
  private static final int LENGTH = 50;
  private static final int SEQUENCES = 25;

  @Test
  void theModelIsLibvirts(Rig rig) {
    tryAll(rig.real());
  }

  @Test
  void theSubjectIsTheModels(Rig rig) {
    tryAll(rig.subject());
  }

  private static void tryAll(DaemonUnderTest daemon) {
    long seed = Long.getLong("jvirtd.rules.seed", 1);
    int sequences = Integer.getInteger("jvirtd.rules.sequences", SEQUENCES);
    RandomCalls random = new RandomCalls(seed);
    for (int i = 0; i < sequences; i++) {
      List<Call> calls = random.sequence(LENGTH);
      if (difference(daemon, calls).isPresent()) {
        List<Call> shortest =
            Comparison.shrink(calls, less -> difference(daemon, less).isPresent());
        fail(
            "%s, seed %d, sequence %d: %s%n%s",
            daemon.name(), seed, i, difference(daemon, shortest).orElse(""), shortest);
      }
    }
  }

  private static Optional<String> difference(DaemonUnderTest daemon, List<Call> calls) {
    try (var _ = World.fresh(daemon);
        var wire = WireHypervisor.open(daemon)) {
      var subject = new HypervisorSubject(wire.procedures(), wire::takeEvents);
      return Comparison.difference(calls, new RuleBook(), subject, Comparison.Events.AT_THE_END);
    }
  }
}
