package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.EventLoopStats;

/** The event loop's meters, {@code jvirtd.eventloop.*}. */
public final class EventLoopMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.eventloop.";

  // The registry holds what it reads only weakly; this object keeps it.
  private final Snapshot<EventLoopStats> loop;

  public EventLoopMeters(EventLoop loop) {
    this.loop = new Snapshot<>(loop::stats, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "handles", "Watches on channels that exist", EventLoopStats::handles);
    gauge(registry, "timeouts", "Timers that exist", EventLoopStats::timeouts);
    counter("iterations", "Turns that the loop has taken", EventLoopStats::iterations)
        .register(registry);
    callbacks(registry, "handle", EventLoopStats::handleCallbacks);
    callbacks(registry, "timeout", EventLoopStats::timeoutCallbacks);
    counter("callbacks.failed", "Callbacks that threw", EventLoopStats::failedCallbacks)
        .register(registry);
    counter(
            "callbacks.slow",
            "Callbacks that held the loop longer than jvirtd.event-loop.slow-callback",
            EventLoopStats::slowCallbacks)
        .register(registry);
    counter(
            "busy",
            "Time spent with work; its rate is the loop's load",
            stats -> Seconds.of(stats.busyNanos()))
        .baseUnit("seconds")
        .register(registry);
    counter("idle", "Time spent waiting for work", stats -> Seconds.of(stats.idleNanos()))
        .baseUnit("seconds")
        .register(registry);
    seconds(
        registry,
        "running",
        "How long the callback that is running now has held the loop",
        EventLoopStats::runningNanos);
    lag(registry);
  }

  private void lag(MeterRegistry registry) {
    FunctionTimer.builder(
            PREFIX + "lag",
            loop,
            snapshot -> snapshot.get().lagCount(),
            snapshot -> snapshot.get().lagNanos(),
            TimeUnit.NANOSECONDS)
        .description("How long periodic timeouts were due before they had their turn")
        .register(registry);
    seconds(
        registry,
        "lag.max",
        "The longest lag of the last 10 to 20 seconds",
        EventLoopStats::maxLagNanos);
  }

  private void callbacks(
      MeterRegistry registry, String kind, ToDoubleFunction<EventLoopStats> count) {
    counter("callbacks", "Callbacks that have run", count).tag("kind", kind).register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<EventLoopStats> value) {
    Gauge.builder(PREFIX + name, loop, snapshot -> value.applyAsDouble(snapshot.get()))
        .description(description)
        .register(registry);
  }

  private void seconds(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<EventLoopStats> nanos) {
    TimeGauge.builder(
            PREFIX + name,
            loop,
            TimeUnit.NANOSECONDS,
            snapshot -> nanos.applyAsDouble(snapshot.get()))
        .description(description)
        .register(registry);
  }

  private FunctionCounter.Builder<Snapshot<EventLoopStats>> counter(
      String name, String description, ToDoubleFunction<EventLoopStats> count) {
    return FunctionCounter.builder(
            PREFIX + name, loop, snapshot -> count.applyAsDouble(snapshot.get()))
        .description(description);
  }
}
