package org.jvirtd.observe.page;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.LockWait;
import org.jvirtd.observe.StuckCallReport;
import org.jvirtd.observe.page.PageSnapshot.Call;
import org.jvirtd.observe.page.PageSnapshot.Calls;
import org.jvirtd.rpc.CallInfo;
import org.jvirtd.rpc.CallList;
import org.jvirtd.rpc.CallWatch;

/** Looks at the calls that are on workers, and at what holds up those that take long. */
final class CallWalk {
  /** What ends sooner would only flicker. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** From when on the worker's stack is looked at, which stops its thread for a moment. */
  private static final Duration WORTH_A_LOOK = Duration.ofSeconds(1);

  private static final String HOUSE = "org.jvirtd.";

  /** Calls on workers that are known by thread; there are seldom more workers than that. */
  private static final int MOST_KNOWN = 1000;

  private final CallWatch watch;
  private final Duration stuck;
  private final int mostListed;

  /**
   * @param byThread the calls on workers, by the names of their threads
   */
  record Walked(Calls calls, Map<String, CallInfo> byThread) {

    /** The call that a thread is on, if it is on it for a while. */
    @Nullable CallInfo longCallOf(@Nullable Thread thread) {
      CallInfo call = thread == null ? null : byThread.get(thread.getName());
      return call == null || call.ranNanos() < WORTH_A_LOOK.toNanos() ? null : call;
    }
  }

  CallWalk(CallWatch watch, Duration stuck, int mostListed) {
    this.watch = watch;
    this.stuck = stuck;
    this.mostListed = mostListed;
  }

  Walked walk() {
    CallList list = watch.running(MOST_KNOWN);
    Map<String, CallInfo> byThread = new HashMap<>();
    for (CallInfo call : list.calls()) {
      Thread worker = call.worker();
      if (worker != null) {
        byThread.put(worker.getName(), call);
      }
    }
    List<Call> top =
        list.calls().stream()
            .filter(call -> call.ranNanos() >= SHORTEST.toNanos())
            .limit(mostListed)
            .map(call -> call(call, byThread))
            .toList();
    Calls calls =
        new Calls(
            list.total(), Millis.seconds(stuck.toNanos()), watch.slow(), watch.timedOut(), top);
    return new Walked(calls, byThread);
  }

  private static Call call(CallInfo call, Map<String, CallInfo> byThread) {
    Thread worker = call.worker();
    boolean worth = call.ranNanos() >= WORTH_A_LOOK.toNanos();
    LockWait wait = worker != null && worth ? LockWait.of(worker) : null;
    CallInfo holder = wait == null ? null : byThread.get(String.valueOf(wait.holder()));
    String place = worker != null && worth ? StuckCallReport.place(worker) : null;
    return new Call(
        call.client(),
        Plain.text(call.identity().toString()),
        Plain.text(call.procedure()),
        call.serial(),
        Millis.seconds(call.ranNanos()),
        worker == null ? "" : Plain.text(worker.getName()),
        call.timedOut(),
        wait == null ? null : Plain.text(wait.lock()),
        holder == null ? null : Plain.text(holder.procedure()),
        holder == null ? null : holder.client(),
        place == null ? null : Plain.text(place.replace(HOUSE, "")));
  }
}
