package org.jvirtd.observe;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.EventLoopStats;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/eventloop}: what the event loop holds, how busy it is, and what holds it up. */
@Endpoint(id = "eventloop")
public final class EventLoopEndpoint {

  /**
   * @param handles watches that exist
   * @param timeouts timers that exist
   * @param load the share of time busy, 0 to 1, of the last 10 to 20 seconds
   * @param loadSinceStart the same since the daemon was made
   * @param waiting whether the loop waits for something to happen
   * @param running the callback that is running now, if one is
   * @param slowCallbacks callbacks that held the loop longer than jvirtd.event-loop.slow-callback
   * @param slowest those callbacks by name, the longest hold first
   */
  public record Report(
      int handles,
      int timeouts,
      double load,
      double loadSinceStart,
      double busySeconds,
      double idleSeconds,
      Lag lag,
      long iterations,
      Callbacks callbacks,
      boolean waiting,
      @Nullable Running running,
      long slowCallbacks,
      List<Slow> slowest) {}

  /**
   * How long periodic timeouts were due before they had their turn.
   *
   * @param meanSeconds since the start
   * @param maxSeconds of the last 10 to 20 seconds
   */
  public record Lag(double meanSeconds, double maxSeconds) {}

  /** Callbacks that have run since the start, and those among them that threw. */
  public record Callbacks(long handle, long timeout, long failed) {}

  /** The callback that is running, and since when. */
  public record Running(String name, double seconds) {}

  /** The callbacks of one name that held the loop too long. */
  public record Slow(String name, long count, double maxSeconds, double totalSeconds) {}

  private final EventLoop loop;
  private final LoadMeter load;

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  public EventLoopEndpoint(EventLoop loop, LongSupplier nanoClock) {
    this.loop = loop;
    this.load = new LoadMeter(loop, nanoClock);
  }

  @ReadOperation
  public Report eventLoop() {
    EventLoopStats stats = loop.stats();
    String running = stats.running();
    return new Report(
        stats.handles(),
        stats.timeouts(),
        load.lately(stats),
        load.sinceStart(stats),
        Seconds.of(stats.busyNanos()),
        Seconds.of(stats.idleNanos()),
        lag(stats),
        stats.iterations(),
        new Callbacks(stats.handleCallbacks(), stats.timeoutCallbacks(), stats.failedCallbacks()),
        stats.waiting(),
        running == null ? null : new Running(running, Seconds.of(stats.runningNanos())),
        stats.slowCallbacks(),
        stats.slowest().stream().map(EventLoopEndpoint::slow).toList());
  }

  private static Lag lag(EventLoopStats stats) {
    double mean = stats.lagCount() == 0 ? 0 : Seconds.of(stats.lagNanos()) / stats.lagCount();
    return new Lag(mean, Seconds.of(stats.maxLagNanos()));
  }

  private static Slow slow(EventLoopStats.SlowCallback slow) {
    return new Slow(
        slow.name(), slow.count(), Seconds.of(slow.maxNanos()), Seconds.of(slow.totalNanos()));
  }
}
