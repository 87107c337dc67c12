package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jvirtd.rpc.DrainProgress;
import org.jvirtd.rpc.DrainProgress.State;
import org.jvirtd.rpc.Server;

/**
 * The meters of the end, {@code jvirtd.drain.*}. HTTP answers while the daemon drains, so that a
 * scrape sees how far it is.
 */
public final class DrainMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.drain.";

  private final DrainProgress drain;

  // The registry holds what it reads only weakly; this object keeps it.
  private final Snapshot<ClientTotals> clients;

  /**
   * @param server the one that is drained
   */
  public DrainMeters(Server server) {
    this.drain = server.drainProgress();
    this.clients = new Snapshot<>(() -> ClientTotals.of(server), System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (State state : State.values()) {
      Gauge.builder(PREFIX + "state", drain, d -> d.state() == state ? 1 : 0)
          .description("Whether this is how far the daemon's drain is: 1 or 0")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    TimeGauge.builder(PREFIX + "duration", drain, TimeUnit.NANOSECONDS, DrainProgress::nanos)
        .description("How long the drain has lasted; 0 before it")
        .register(registry);
    TimeGauge.builder(PREFIX + "limit", drain, TimeUnit.NANOSECONDS, DrainProgress::limitNanos)
        .description("How long the drain may last; 0 before it")
        .register(registry);
    Gauge.builder(PREFIX + "calls", this, DrainMeters::callsLeft)
        .description("Calls that the drain waits for; 0 before it")
        .register(registry);
    FunctionCounter.builder(PREFIX + "timeouts", drain, DrainProgress::timeouts)
        .description("Drains whose time was over before every call was answered")
        .register(registry);
  }

  /** Without a drain nobody waits, and the clients need not be walked. */
  private double callsLeft() {
    return drain.state() == State.NONE ? 0 : clients.get().callsLeft();
  }
}
