package org.jvirtd.observe;

import java.util.concurrent.TimeUnit;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcObserver.Outcome;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** What the timers cost a call: a look-up and two recordings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallMetersBenchmark {
  private final ProcedureTable table = ProcedureTable.of(RemoteProgram.class);
  private final BoundProcedure procedure = table.get("domainGetInfo");
  private final CallMeters meters = new CallMeters(System::nanoTime);

  @Benchmark
  @Threads(1)
  public void oneWorker() {
    meters.callEnded(table, procedure, Outcome.OK, 12_345, 23_456);
  }

  @Benchmark
  @Threads(4)
  public void fourWorkersInTheSameProcedure() {
    meters.callEnded(table, procedure, Outcome.OK, 12_345, 23_456);
  }
}
