package org.jvirtd.observe.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.CallInfo;
import org.jvirtd.rpc.Peer;

/**
 * Makes spans of observed calls.
 *
 * <pre>
 *   remote/domainCreate   ├────────────────────────────────────┤   read … reply
 *     queue               ├────────┤                               read … a worker takes it
 *     run                          ├───────────────────────────┤   … what a driver traces hangs here
 * </pre>
 *
 * <p>The run span is current while the worker is on the call.
 */
final class CallSpans implements ObservationHandler<CallObservation> {
  private static final TimeUnit NANOS = TimeUnit.NANOSECONDS;
  private static final double SECOND = 1e9;

  /** The spans of one call, kept in its observation. */
  private static final class Spans {
    final Span whole;
    final Span run;
    @Nullable Scope scope;

    Spans(Span whole, Span run) {
      this.whole = whole;
      this.run = run;
    }
  }

  private final Tracer tracer;

  CallSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof CallObservation;
  }

  @Override
  public void onStart(CallObservation call) {
    CallInfo info = call.call();
    Span whole =
        tracer
            .spanBuilder(call.program() + "/" + call.procedure())
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(call.readEpochNanos(), NANOS)
            .setAttribute("rpc.system", "libvirt")
            .setAttribute("rpc.service", info.program())
            .setAttribute("rpc.method", info.procedure())
            .setAttribute("network.transport", transport(info.peer()))
            .setAttribute("jvirtd.client", info.client())
            .setAttribute("jvirtd.serial", Integer.toUnsignedLong(info.serial()))
            .setAttribute("jvirtd.priority", info.priority())
            .setAttribute("jvirtd.queue.seconds", call.queuedNanos() / SECOND)
            .startSpan();
    setAddress(whole, info.peer());
    Context inside = Context.root().with(whole);
    tracer
        .spanBuilder("queue")
        .setParent(inside)
        .setStartTimestamp(call.readEpochNanos(), NANOS)
        .startSpan()
        .end(call.takenEpochNanos(), NANOS);
    Span run =
        tracer
            .spanBuilder("run")
            .setParent(inside)
            .setStartTimestamp(call.takenEpochNanos(), NANOS)
            .startSpan();
    call.put(Spans.class, new Spans(whole, run));
  }

  /** libvirt writes HOST;PORT, or the path of a socket. */
  private static void setAddress(Span whole, Peer peer) {
    String[] parts = peer.address().split(";", 2);
    whole.setAttribute("client.address", parts[0]);
    if (parts.length == 2) {
      whole.setAttribute("client.port", Long.parseLong(parts[1]));
    }
  }

  private static String transport(Peer peer) {
    return switch (peer.transport()) {
      case UNIX -> "unix";
      case TCP, TLS -> Peer.Transport.TCP.name().toLowerCase(Locale.ROOT);
    };
  }

  // Closed when the observation's own scope is.
  @SuppressWarnings("MustBeClosedChecker")
  @Override
  public void onScopeOpened(CallObservation call) {
    Spans spans = call.getRequired(Spans.class);
    spans.scope = Context.root().with(spans.whole).with(spans.run).makeCurrent();
  }

  @Override
  public void onScopeClosed(CallObservation call) {
    Spans spans = call.getRequired(Spans.class);
    Scope opened = spans.scope;
    if (opened != null) {
      opened.close();
      spans.scope = null;
    }
  }

  @Override
  public void onStop(CallObservation call) {
    Spans spans = call.getRequired(Spans.class);
    spans.whole.setAttribute("jvirtd.run.seconds", call.ranNanos() / SECOND);
    if (call.errorCode() != 0) {
      spans
          .whole
          .setAttribute("error.type", call.errorName())
          .setAttribute("jvirtd.error.code", (long) call.errorCode())
          .setStatus(StatusCode.ERROR, call.errorName());
    }
    spans.run.end(call.endedEpochNanos(), NANOS);
    spans.whole.end(call.endedEpochNanos(), NANOS);
  }

  /** The numbers by which a line of the log is found from a trace, and a trace from a line. */
  Map<String, String> logFields(CallObservation call) {
    Spans spans = call.get(Spans.class);
    if (spans == null) {
      return Map.of();
    }
    SpanContext context = spans.run.getSpanContext();
    return Map.of("traceId", context.getTraceId(), "spanId", context.getSpanId());
  }
}
