package org.jvirtd.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jvirtd.benchmark.Report.Check;
import org.jvirtd.benchmark.load.Load;
import org.jvirtd.benchmark.load.Transport;

/**
 * The heap that a daemon's event loop and workers allocate for one call. A check and no row: the
 * other daemon has no heap.
 */
final class Allocation {
  private static final Target BYTES_PER_CALL = new Target(500, 500);

  private final Settings settings;

  Allocation(Settings settings) {
    this.settings = settings;
  }

  /** Empty for a daemon without a heap, and where everything is sealed. */
  List<Check> of(Stage stage) throws IOException {
    List<Check> checks = new ArrayList<>();
    Transport transport = settings.transports().getFirst();
    if (transport == Transport.TLS) {
      return List.of(); // most would be the JDK's engine's
    }
    for (Scenario scenario : Scenario.all(settings.small())) {
      if (List.of("a", "c", "d").contains(scenario.id()) && settings.wants(scenario)) {
        try (Load load = stage.prepare(scenario.work(), transport)) {
          double bytes = perCall(stage, load);
          if (!Double.isNaN(bytes)) {
            checks.add(check(scenario, transport, bytes));
          }
        }
      }
    }
    return checks;
  }

  private double perCall(Stage stage, Load load) throws IOException {
    OptionalLong before = stage.daemon().allocatedBytes();
    if (before.isEmpty()) {
      return Double.NaN;
    }
    load.begin();
    long calls = load.run(settings.seconds()).units();
    load.end();
    double allocated = stage.daemon().allocatedBytes().orElseThrow() - before.getAsLong();
    return allocated / Math.max(1, calls);
  }

  private static Check check(Scenario scenario, Transport transport, double bytes) {
    return new Check(
        scenario.title() + ": bytes allocated for a call",
        transport.toString(),
        bytes,
        BYTES_PER_CALL.floor(),
        BYTES_PER_CALL.goal(),
        BYTES_PER_CALL.atMost(bytes).words());
  }
}
