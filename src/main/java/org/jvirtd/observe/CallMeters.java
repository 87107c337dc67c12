package org.jvirtd.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcObserver;

/**
 * The calls' timers, {@code jvirtd.rpc.*}.
 *
 * <p>Every call comes here, so that a call whose procedure was seen before costs a look-up by
 * identity and two recordings, and no memory. There is a timer for each procedure that its program
 * knows and that was ever called; whatever else clients call is counted as "unknown", so that no
 * client can make more of them.
 */
public final class CallMeters implements RpcObserver {
  private static final String CALLS = "jvirtd.rpc.calls";
  private static final String WAIT = "jvirtd.rpc.queue.wait";
  private static final String UNKNOWN = "unknown";
  private static final String PROGRAM_SUFFIX = "Program";

  /** The timers of one procedure: the outcomes', and that of its priority's wait. */
  private record Timers(Timer ok, Timer error, Timer waiting) {}

  private final MeterRegistry registry;

  /** By what was called: a procedure, the table that does not know it, or nothing known. */
  private final Map<Object, Timers> timers = new ConcurrentHashMap<>();

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void callEnded(
      @Nullable ProcedureTable program,
      @Nullable BoundProcedure procedure,
      Outcome outcome,
      long waitedNanos,
      long ranNanos) {
    Object called = procedure != null ? procedure : program != null ? program : UNKNOWN;
    Timers known = timers.get(called);
    if (known == null) {
      Timers made = timers(program, procedure);
      Timers first = timers.putIfAbsent(called, made);
      known = first == null ? made : first;
    }
    (outcome == Outcome.OK ? known.ok : known.error).record(ranNanos, TimeUnit.NANOSECONDS);
    known.waiting.record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  private Timers timers(@Nullable ProcedureTable program, @Nullable BoundProcedure procedure) {
    String programTag = program == null ? UNKNOWN : tag(program);
    String procedureTag = procedure == null ? UNKNOWN : procedure.name();
    boolean high = procedure != null && procedure.isHighPriority();
    return new Timers(
        call(programTag, procedureTag, "ok"),
        call(programTag, procedureTag, "error"),
        Timer.builder(WAIT)
            .description("Time from a call's being read to a worker's taking it")
            .tag("priority", high ? "high" : "ordinary")
            .register(registry));
  }

  private Timer call(String program, String procedure, String outcome) {
    return Timer.builder(CALLS)
        .description("Calls that were answered, and their time on a worker")
        .tag("program", program)
        .tag("procedure", procedure)
        .tag("outcome", outcome)
        .register(registry);
  }

  /** RemoteProgram is "remote". */
  private static String tag(ProcedureTable program) {
    String name = program.name();
    boolean suffixed = name.endsWith(PROGRAM_SUFFIX) && name.length() > PROGRAM_SUFFIX.length();
    int end = suffixed ? name.length() - PROGRAM_SUFFIX.length() : name.length();
    return name.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
