package org.jvirtd.observe.trace;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.CallTracer;

/**
 * Traces of calls, or none. Where there are none, not a class of OpenTelemetry is loaded. Whether
 * there are any is found out when the daemon starts, not by a condition on beans: those are decided
 * when the application is built, where it is processed ahead of time.
 */
public final class Tracing implements MeterBinder, AutoCloseable {
  private final @Nullable SpanExport export;
  private final @Nullable CallTracer tracer;

  private Tracing(@Nullable SpanExport export, @Nullable CallTracer tracer) {
    this.export = export;
    this.tracer = tracer;
  }

  /** No traces. */
  public static Tracing off() {
    return new Tracing(null, null);
  }

  /**
   * Traces that are exported.
   *
   * @param version of the daemon, as the traces name it
   * @param others are told of each call too
   */
  public static Tracing to(
      TracingSettings settings, String version, List<? extends ObservationHandler<?>> others) {
    SpanExport export = new SpanExport(settings, version);
    return new Tracing(export, new ObservedCalls(new CallSpans(export.tracer()), others));
  }

  /** Who follows the calls, if anybody does. */
  public Optional<CallTracer> tracer() {
    return Optional.ofNullable(tracer);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    SpanExport counted = export;
    if (counted == null) {
      return;
    }
    counter(
        registry, counted, "ended", "Spans that have ended, of sampled calls", SpanExport::ended);
    counter(
        registry, counted, "exported", "Spans that a collector has taken", SpanExport::exported);
    counter(
        registry, counted, "failed", "Spans that a collector has not taken", SpanExport::failed);
  }

  private static void counter(
      MeterRegistry registry,
      SpanExport export,
      String name,
      String help,
      ToDoubleFunction<SpanExport> count) {
    FunctionCounter.builder("jvirtd.tracing.spans." + name, export, count)
        .description(help)
        .register(registry);
  }

  /** Exports what is still there, for a few seconds at most. */
  @Override
  public void close() {
    SpanExport started = export;
    if (started != null) {
      started.close();
    }
  }
}
