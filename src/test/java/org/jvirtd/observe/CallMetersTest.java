package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcObserver.Outcome;

/** What the timers of calls keep apart, what they put together, and what they cost. */
class CallMetersTest {
  private static final ProcedureTable TABLE = ProcedureTable.of(GateProgram.class);
  private static final BoundProcedure PASS = TABLE.get("pass");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CallMeters meters = new CallMeters(registry);

  @Test
  void aCallIsTimedUnderItsProgramProcedureAndOutcome() {
    meters.callEnded(TABLE, PASS, Outcome.OK, 3_000_000, 5_000_000);
    meters.callEnded(TABLE, PASS, Outcome.ERROR, 4_000_000, 6_000_000);
    meters.callEnded(TABLE, PASS, Outcome.OK, 5_000_000, 7_000_000);

    assertThat(timer("gate", "pass", "ok").count()).isEqualTo(2);
    assertThat(timer("gate", "pass", "ok").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(12);
    assertThat(timer("gate", "pass", "error").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(6);
    Timer waited = registry.get("jvirtd.rpc.queue.wait").tag("priority", "ordinary").timer();
    assertThat(waited.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(12);
  }

  @Test
  void whatNobodyKnowsMakesNoMoreThanOneProcedureOfEachProgram() {
    for (int i = 0; i < 100; i++) {
      meters.callEnded(TABLE, null, Outcome.ERROR, 1, 1);
      meters.callEnded(null, null, Outcome.ERROR, 1, 1);
    }
    assertThat(timer("gate", "unknown", "error").count()).isEqualTo(100);
    assertThat(timer("unknown", "unknown", "error").count()).isEqualTo(100);
    assertThat(registry.getMeters()).hasSize(5);
  }

  @Test
  void aProcedureThatWasCalledBeforeCostsNoMemory() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      meters.callEnded(TABLE, PASS, Outcome.OK, i, i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      meters.callEnded(TABLE, PASS, Outcome.OK, i, i);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    // Less than a tenth of a byte a call: the measuring itself allocates a little.
    assertThat(bytes).isLessThan(1_000);
  }

  private Timer timer(String program, String procedure, String outcome) {
    return registry
        .get("jvirtd.rpc.calls")
        .tag("program", program)
        .tag("procedure", procedure)
        .tag("outcome", outcome)
        .timer();
  }
}
