package org.jvirtd.event;

import java.nio.channels.SelectableChannel;
import java.time.Duration;

/**
 * An event loop: it watches channels and timers and calls back when they are ready, on one thread.
 *
 * <p>The six add, update and remove methods have the semantics of libvirt's event API (semantics
 * section 22), so that an application can bring a loop of its own by implementing this interface,
 * as it would with {@code virEventRegisterImpl}. {@link NioEventLoop} is the one that jvirtd uses.
 *
 * <p><b>Threads.</b> Every method may be called from any thread and from inside a callback; a call
 * that changes what the loop has to wait for wakes it. Callbacks and {@code onRemoved} run on the
 * thread that runs the loop, one at a time, and must not block it.
 *
 * <p><b>Numbers.</b> Watches and timers are counted separately, from 1 up, and a number is never
 * used again during the life of the loop.
 */
public interface EventLoop {

  /** A timeout's period that keeps it disabled. */
  int DISABLED = -1;

  /**
   * Watches a channel. Several watches on one channel are independent of each other.
   *
   * @param name what the callback is called in measurements and logs
   * @param channel a channel in non-blocking mode
   * @param events a mask of {@link HandleEvents}; 0 watches nothing, not even hang-up
   * @param callback called with the events that are ready
   * @param onRemoved called exactly once after the watch was removed, on the loop thread, never
   *     inside {@link #removeHandle}
   * @return the watch, 1 or more
   * @throws IllegalArgumentException if the mask has unknown bits, or the channel is in blocking
   *     mode
   */
  int addHandle(
      String name,
      SelectableChannel channel,
      int events,
      HandleCallback callback,
      Runnable onRemoved);

  /**
   * Changes what a watch waits for. Setting the mask it already has costs nothing; an unknown watch
   * is ignored.
   *
   * @throws IllegalArgumentException if the mask has unknown bits
   */
  void updateHandle(int watch, int events);

  /**
   * Removes a watch, at once: even if it is already ready its callback is not called any more. Only
   * one that had begun on the loop thread when another thread called this may still be running; it
   * ends before {@code onRemoved}.
   *
   * @return whether the watch was there
   */
  boolean removeHandle(int watch);

  /**
   * Adds a timeout that fires again and again until it is changed or removed.
   *
   * @param name what the callback is called in measurements and logs
   * @param periodMillis milliseconds between calls; 0 fires in every iteration; {@link #DISABLED}
   *     never fires
   * @param onRemoved called exactly once after the timeout was removed, on the loop thread, never
   *     inside {@link #removeTimeout}
   * @return the timer, 1 or more
   * @throws IllegalArgumentException if the period is less than -1
   */
  int addTimeout(String name, int periodMillis, TimeoutCallback callback, Runnable onRemoved);

  /**
   * Restarts a timeout with this period, even if it is the one it has. 0 and {@link #DISABLED}
   * count nothing down, so that setting them again changes nothing and does not put off a run that
   * is due. Unknown timers are ignored.
   *
   * @throws IllegalArgumentException if the period is less than -1
   */
  void updateTimeout(int timer, int periodMillis);

  /**
   * Removes a timeout, at once: even if it is already due it does not fire any more. A callback
   * that had begun is as with {@link #removeHandle}.
   *
   * @return whether the timer was there
   */
  boolean removeTimeout(int timer);

  /**
   * Runs one iteration: waits until something is ready, a timeout is due, or the loop is woken, and
   * dispatches what is ready. It may return without having dispatched anything.
   *
   * @throws IllegalStateException if another thread is running the loop, or from inside a callback
   */
  void runOnce();

  /** Runs iterations until {@link #stop}. Throws as {@link #runOnce} does. */
  void run();

  /**
   * Makes {@link #run} return after the iteration under way, or the next run at once if none is
   * under way.
   */
  void stop();

  /** Whether the calling thread is the one that is running the loop now. */
  boolean inLoop();

  /** What the loop has done so far. Cheap, from any thread. */
  EventLoopStats stats();

  /** Called when a watched channel is ready. */
  @FunctionalInterface
  interface HandleCallback {
    /**
     * @param events the mask of {@link HandleEvents} that is ready
     */
    void onEvents(int watch, int events);
  }

  /** Called when a timeout is due. */
  @FunctionalInterface
  interface TimeoutCallback {
    void onTimeout(int timer);
  }

  /** What counts as a slow callback by default. */
  Duration DEFAULT_SLOW_THRESHOLD = Duration.ofMillis(10);
}
