package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.LongSupplier;

/** The meters of what the daemon writes about itself, {@code jvirtd.log.*}. */
public final class LogMeters implements MeterBinder {
  // The registry holds what it reads only weakly; this object keeps it.
  private final LongSupplier lost;

  /**
   * @param lost messages that were lost since the start
   */
  public LogMeters(LongSupplier lost) {
    this.lost = lost;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("jvirtd.log.lost", lost, LongSupplier::getAsLong)
        .description("Log messages that were lost, since an output was too slow or has failed")
        .register(registry);
  }
}
