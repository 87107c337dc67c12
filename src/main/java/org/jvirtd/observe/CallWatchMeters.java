package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.jvirtd.rpc.CallWatch;

/** The meters of calls that take long, {@code jvirtd.calls.*}. */
public final class CallWatchMeters implements MeterBinder {
  private static final String SERVER = "server";

  private final String server;
  private final CallWatch watch;

  public CallWatchMeters(String server, CallWatch watch) {
    this.server = server;
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    TimeGauge.builder(
            "jvirtd.calls.oldest", watch, TimeUnit.NANOSECONDS, CallWatch::oldestRunningNanos)
        .description("How long the job that has been on its worker longest has been there")
        .tag(SERVER, server)
        .register(registry);
    FunctionCounter.builder("jvirtd.calls.slow", watch, CallWatch::slow)
        .description("Jobs that were on a worker for longer than jvirtd.calls.slow")
        .tag(SERVER, server)
        .register(registry);
    FunctionCounter.builder("jvirtd.calls.timeouts", watch, CallWatch::timedOut)
        .description("Calls answered with a timeout since their deadline had come")
        .tag(SERVER, server)
        .register(registry);
  }
}
