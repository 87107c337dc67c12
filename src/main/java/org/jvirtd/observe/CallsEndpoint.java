package org.jvirtd.observe;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.CallInfo;
import org.jvirtd.rpc.CallList;
import org.jvirtd.rpc.CallWatch;
import org.jvirtd.worker.RunningJob;
import org.jvirtd.worker.WorkerPool;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/calls}: the calls that have not ended, and what holds them up. */
@Endpoint(id = "calls")
public final class CallsEndpoint {

  /**
   * @param total calls that have not ended
   * @param leftOut how many of them are not listed
   * @param slow jobs so far that took longer than jvirtd.calls.slow
   * @param timedOut calls so far that were answered with a timeout
   * @param abandonedWorkers workers that such calls hold now
   * @param calls the oldest first
   */
  public record Report(
      int total, int leftOut, long slow, long timedOut, int abandonedWorkers, List<Call> calls) {}

  /**
   * A call.
   *
   * @param serial the client's number for it
   * @param client the number that /actuator/clients has
   * @param address where the client comes from
   * @param identity who the client is, as far as that is proved
   * @param since when the call was read
   * @param ageSeconds how long ago that was
   * @param state parked (it waits for room in its client's window), queued (it waits for a worker)
   *     or running
   * @param runningSeconds how long it has been on its worker, if it is on one
   * @param worker the worker's thread
   * @param timedOut whether the client was told that it has timed out, while the worker goes on
   * @param waitsFor the lock that the worker waits for, if it does
   * @param at where the worker is, in the code
   */
  public record Call(
      String program,
      String procedure,
      int serial,
      long client,
      String address,
      String identity,
      Instant since,
      double ageSeconds,
      String state,
      double runningSeconds,
      @Nullable String worker,
      boolean timedOut,
      @Nullable Lock waitsFor,
      @Nullable String at) {}

  /**
   * A lock.
   *
   * @param name what it guards, where the driver tells it; else its kind
   * @param holder the thread that holds it
   * @param heldBy the call, or other job, that this thread is on
   * @param heldBySeconds how long it has been on it
   */
  public record Lock(
      String name, @Nullable String holder, @Nullable String heldBy, double heldBySeconds) {}

  private final CallWatch watch;
  private final WorkerPool workers;
  private final Supplier<Instant> time;

  public CallsEndpoint(CallWatch watch, WorkerPool workers, Supplier<Instant> time) {
    this.watch = watch;
    this.workers = workers;
    this.time = time;
  }

  /**
   * @param limit the most calls to list
   */
  @ReadOperation
  public Report calls(@Nullable Integer limit) {
    int most = Limit.of(limit);
    CallList list = watch.calls(most);
    List<RunningJob> running = workers.running();
    Map<String, RunningJob> onThread = new HashMap<>();
    running.forEach(job -> onThread.put(job.thread().getName(), job));
    Instant now = time.get();
    return new Report(
        list.total(),
        list.leftOut(),
        watch.slow(),
        watch.timedOut(),
        workers.stats().abandoned(),
        list.calls().stream()
            .sorted(Comparator.comparingLong(CallInfo::ageNanos).reversed())
            .map(call -> call(call, now, onThread))
            .toList());
  }

  private static Call call(CallInfo call, Instant now, Map<String, RunningJob> onThread) {
    Thread worker = call.worker();
    return new Call(
        call.program(),
        call.procedure(),
        call.serial(),
        call.client(),
        call.peer().address(),
        call.identity().toString(),
        now.minusNanos(call.ageNanos()),
        Seconds.of(call.ageNanos()),
        call.state().name().toLowerCase(Locale.ROOT),
        Seconds.of(call.ranNanos()),
        worker == null ? null : worker.getName(),
        call.timedOut(),
        worker == null ? null : lock(worker, onThread),
        worker == null ? null : StuckCallReport.place(worker));
  }

  private static @Nullable Lock lock(Thread worker, Map<String, RunningJob> onThread) {
    LockWait wait = LockWait.of(worker);
    if (wait == null) {
      return null;
    }
    RunningJob holder = onThread.get(String.valueOf(wait.holder()));
    return new Lock(
        wait.lock(),
        wait.holder(),
        holder == null ? null : holder.job().toString(),
        holder == null ? 0 : Seconds.of(holder.ranNanos()));
  }
}
