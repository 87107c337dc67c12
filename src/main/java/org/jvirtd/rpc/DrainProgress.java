package org.jvirtd.rpc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How far the end of a server is, for those who watch it. One thread drains, any thread reads.
 *
 * <pre>
 *   NONE ──begun──▶ DRAINING ──finished──▶ FINISHED
 *                      └──timedOut──▶ TIMED_OUT
 * </pre>
 */
public final class DrainProgress {

  /** Where a drain is. */
  public enum State {
    /** There is none yet. */
    NONE,
    /** Calls that are under way are waited for. */
    DRAINING,
    /** Every call was answered. */
    FINISHED,
    /** The time was over before; what was left has been cut off. */
    TIMED_OUT
  }

  /** All of one moment. */
  private record Moment(State state, long begunNanos, long tookNanos, long limitNanos) {}

  private final LongSupplier nanoClock;
  private final AtomicInteger timeouts = new AtomicInteger();
  private volatile Moment moment = new Moment(State.NONE, 0, 0, 0);

  DrainProgress(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * @param limit how long it may last
   */
  public void begun(Duration limit) {
    moment = new Moment(State.DRAINING, nanoClock.getAsLong(), 0, limit.toNanos());
  }

  /** All calls have been answered. Nothing if the time was over before. */
  public void finished() {
    end(State.FINISHED);
  }

  /** The time is over. */
  public void timedOut() {
    if (moment.state == State.DRAINING) {
      timeouts.incrementAndGet();
      end(State.TIMED_OUT);
    }
  }

  private void end(State state) {
    Moment now = moment;
    if (now.state == State.DRAINING) {
      long took = nanoClock.getAsLong() - now.begunNanos;
      moment = new Moment(state, now.begunNanos, took, now.limitNanos);
    }
  }

  public State state() {
    return moment.state;
  }

  /** How long the drain has lasted, in nanoseconds; 0 before it. */
  public long nanos() {
    Moment now = moment;
    return now.state == State.DRAINING ? nanoClock.getAsLong() - now.begunNanos : now.tookNanos;
  }

  /** How long it may last, in nanoseconds; 0 before it. */
  public long limitNanos() {
    return moment.limitNanos;
  }

  /** Drains whose time was over before every call was answered. */
  public long timeouts() {
    return timeouts.get();
  }
}
