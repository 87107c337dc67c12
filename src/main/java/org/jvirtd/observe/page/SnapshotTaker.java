package org.jvirtd.observe.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.driver.WorldSight;
import org.jvirtd.event.EventLoopStats;
import org.jvirtd.observe.page.PageSnapshot.Calls;
import org.jvirtd.observe.page.PageSnapshot.Clients;
import org.jvirtd.observe.page.PageSnapshot.Domain;
import org.jvirtd.observe.page.PageSnapshot.Held;
import org.jvirtd.observe.page.PageSnapshot.Loop;
import org.jvirtd.observe.page.PageSnapshot.Queue;
import org.jvirtd.observe.page.PageSnapshot.Workers;
import org.jvirtd.observe.page.PageSnapshot.World;
import org.jvirtd.rpc.CallInfo;
import org.jvirtd.worker.WorkerPoolStats;

/** Takes the snapshots that the page shows. For one thread. */
final class SnapshotTaker {
  private static final int MOST_CLIENTS = 12;
  private static final int MOST_CALLS = 8;
  private static final int MOST_DOMAINS = 48;
  private static final int MOST_WORLDS = 8;
  private static final int MOST_EVENTS = 24;
  private static final int MOST_CELLS = 5000;

  /** A callback that holds the loop for less is at work as it should be. */
  private static final double HELD_SECONDS = 0.1;

  private final PageSources sources;
  private final Happenings happenings;
  private final ClientWalk clients;
  private final CallWalk calls;
  private final WorkerSlots slots;

  SnapshotTaker(PageSources sources, Happenings happenings) {
    this.sources = sources;
    this.happenings = happenings;
    this.clients = new ClientWalk(sources.server(), MOST_CLIENTS, MOST_CELLS);
    this.calls = new CallWalk(sources.calls(), sources.slowCall(), MOST_CALLS);
    this.slots = new WorkerSlots(sources.slowCall());
  }

  /** Nobody watches any more: what is remembered for rates would be too old for the next one. */
  void rest() {
    clients.forget();
  }

  /**
   * @param load of the loop, lately
   */
  PageSnapshot take(VitalsMeter.Sample sample, int load) {
    Clients walked = clients.walk(sources.nanoClock().getAsLong());
    CallWalk.Walked running = calls.walk();
    Workers workers = slots.of(sample.workers(), sources.workers().running());
    Loop loop = loop(sample.loop(), load);
    Queue queue = queue(sample.workers());
    Calls shown = running.calls();
    Verdict verdict =
        Verdict.of(
            new Verdict.Findings(walked, loop, queue, workers, shown.top()), sources.slowCall());
    return new PageSnapshot(
        sources.time().millis(),
        verdict,
        sample.vitals().values(),
        walked,
        loop,
        queue,
        workers,
        shown,
        worlds(running),
        happenings.latest(MOST_EVENTS),
        happenings.count(),
        false);
  }

  private Loop loop(EventLoopStats stats, int load) {
    String name = stats.running();
    double seconds = Millis.seconds(stats.runningNanos());
    return new Loop(
        sources.loopAlive().getAsBoolean(),
        load,
        Millis.seconds(stats.maxLagNanos()),
        stats.handles(),
        stats.timeouts(),
        name == null || seconds < HELD_SECONDS ? null : new Held(Plain.text(name), seconds),
        stats.slowCallbacks(),
        stats.slowest().isEmpty() ? null : slowest(stats.slowest().getFirst()));
  }

  private static Held slowest(EventLoopStats.SlowCallback slow) {
    return new Held(Plain.text(slow.name()), Millis.seconds(slow.maxNanos()));
  }

  private static Queue queue(WorkerPoolStats stats) {
    return new Queue(
        stats.queued(),
        stats.queuedHigh(),
        stats.maxQueued(),
        stats.deepestQueue(),
        Millis.seconds(stats.oldestWaitNanos()),
        stats.heldBack());
  }

  private List<World> worlds(CallWalk.Walked running) {
    List<World> worlds = new ArrayList<>();
    for (ShowsWorlds driver : sources.worlds()) {
      for (WorldSight sight : driver.worlds(MOST_DOMAINS)) {
        if (worlds.size() < MOST_WORLDS) {
          worlds.add(world(sight, running));
        }
      }
    }
    return worlds;
  }

  private static World world(WorldSight sight, CallWalk.Walked running) {
    Map<String, Integer> states = new TreeMap<>();
    sight.states().forEach((state, count) -> states.put(word(state), count));
    return new World(
        Plain.text(sight.uri()),
        sight.connections(),
        sight.total(),
        states,
        sight.domains().stream()
            .map(domain ->
                new Domain(
                    Plain.text(domain.name()),
                    word(domain.state()),
                    holder(running.longCallOf(domain.heldBy()))))
            .toList());
  }

  private static @Nullable String holder(@Nullable CallInfo call) {
    return call == null ? null : Plain.text(call.procedure()) + " of client " + call.client();
  }

  /** As virsh has it. */
  private static String word(WorldSight.State state) {
    return switch (state) {
      case NO_STATE -> "no state";
      case RUNNING -> "running";
      case BLOCKED -> "idle";
      case PAUSED -> "paused";
      case SHUTTING_DOWN -> "in shutdown";
      case SHUTOFF -> "shut off";
      case CRASHED -> "crashed";
      case PM_SUSPENDED -> "pmsuspended";
    };
  }
}
