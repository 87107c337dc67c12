package org.jvirtd.observe.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.CallInfo;
import org.jvirtd.rpc.CallTracer;
import org.jvirtd.rpc.RpcError;

/**
 * Makes a Micrometer observation of each call, named {@code jvirtd.call}, in a registry of its own:
 * whatever else observes the application pays nothing for calls, and they nothing for it.
 */
final class ObservedCalls implements CallTracer {
  private static final String NAME = "jvirtd.call";

  private final CallSpans spans;
  private final ObservationRegistry registry = ObservationRegistry.create();

  ObservedCalls(CallSpans spans, List<? extends ObservationHandler<?>> others) {
    this.spans = spans;
    registry.observationConfig().observationHandler(spans);
    others.forEach(registry.observationConfig()::observationHandler);
  }

  @Override
  public Trace begin(CallInfo call) {
    Instant now = Instant.now();
    CallObservation context =
        new CallObservation(
            call,
            TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
            System.nanoTime());
    Observation observation =
        Observation.createNotStarted(NAME, () -> context, registry)
            .contextualName(context.program() + "/" + context.procedure())
            .lowCardinalityKeyValue("program", context.program())
            .lowCardinalityKeyValue("procedure", context.procedure())
            .start();
    return new Observed(observation, observation.openScope(), context);
  }

  private final class Observed implements Trace {
    private final Observation observation;
    private final Observation.Scope scope;
    private final CallObservation context;

    Observed(Observation observation, Observation.Scope scope, CallObservation context) {
      this.observation = observation;
      this.scope = scope;
      this.context = context;
    }

    @Override
    public Map<String, String> logFields() {
      return spans.logFields(context);
    }

    @Override
    public void end(@Nullable RpcError error) {
      context.end(System.nanoTime(), error);
      scope.close();
      if (error != null) {
        observation.error(new CallFailed(context.errorName()));
      }
      observation.stop();
    }
  }

  /** A call was answered with an error; all that observers learn of it is its code. */
  private static final class CallFailed extends Exception {
    private static final long serialVersionUID = 1L;

    CallFailed(String code) {
      super(code, null, false, false);
    }
  }
}
