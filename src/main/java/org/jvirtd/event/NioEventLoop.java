package org.jvirtd.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event loop over one {@link Selector}.
 *
 * <p><b>One iteration</b> has these phases:
 *
 * <ol>
 *   <li><b>Plan</b>: how long to wait. Not at all while a timeout has period 0, an {@code
 *       onRemoved} is to run, or a stop is asked for; else until the earliest timeout.
 *   <li><b>Wait</b> in the selector.
 *   <li><b>Collect</b> the watches that are ready and the timeouts that are due, in the order they
 *       were added or last updated. What is added or restarted from here on waits for the next
 *       iteration.
 *   <li><b>Dispatch</b> them, one by one. Right before each callback the loop looks whether it was
 *       removed, its mask no longer asks for what is ready, or its timeout was restarted.
 *   <li><b>Retire</b>: the selector forgets channels without watches, and channels that were closed
 *       under their watches are found.
 *   <li><b>Run onRemoved</b> of all that was removed up to here.
 * </ol>
 *
 * <p><b>Removal.</b> When a remove has returned, no callback starts any more. If it was called on
 * another thread than the loop's, a callback that had begun by then may still be running; it has
 * ended before {@code onRemoved} runs. {@code onRemoved} runs in the iteration that is under way,
 * or in one that the removal wakes; nothing that is busy can hold it up for longer than the rest of
 * that iteration. What is removed before the loop was ever run has its {@code onRemoved} in the
 * first iteration, what is removed after the last in {@link #close}.
 *
 * <p><b>Channels.</b> READABLE is also accept, WRITABLE is also the end of a connect. A channel
 * must stay in non-blocking mode until the {@code onRemoved} of its last watch runs; from then on
 * the loop holds nothing of it. If its owner closes it under its watches, each watch with a mask is
 * told ERROR, once, and is deaf from then on; so is one that is added to a closed channel. Closing
 * does not wake the loop: it finds out after the callback if that was the one to close, else when
 * it next runs an iteration, so remove first and then close.
 *
 * <p><b>Hang-up.</b> A selector reports hang-up and errors as readiness for whatever was asked for,
 * and reports nothing to who asks for nothing. So:
 *
 * <ul>
 *   <li>With READABLE the end comes as READABLE, and the read tells. If the mask has HANGUP too,
 *       and the channel is a {@link java.nio.channels.SocketChannel}, the loop asks how many bytes
 *       wait (one system call, only for such masks) and adds HANGUP when there is none. That is
 *       right as long as only callbacks of this loop read the channel. It is told on half-close
 *       too.
 *   <li>With WRITABLE and not READABLE a broken connection comes as WRITABLE, and the write tells.
 *   <li>With HANGUP or ERROR alone a socket's end comes as HANGUP, again in each iteration until
 *       the watch is removed. While unread data lies before the end the watch is deaf, because the
 *       data would wake the loop for ever; it listens again after another watch on the channel was
 *       called back or a mask on it has changed. On other channels (pipes, datagrams, listeners)
 *       such a mask is deaf.
 *   <li>ERROR means that the channel is closed here; a peer's reset is READABLE, WRITABLE or
 *       HANGUP.
 * </ul>
 *
 * <p><b>Timeouts</b> are up to 1 ms late, as the selector knows milliseconds only. A period counts
 * from the moment its callback starts. Setting 0 again on a timeout that has 0 changes nothing and
 * takes no lock, so many threads may ask for the same run; if the callback first disables its
 * timeout and then looks for work, no request is lost.
 *
 * <p><b>Cost.</b> Adding, updating, removing and firing are O(1), or O(log n) in the timeouts with
 * a period; sources that are idle cost an iteration nothing, and the loop allocates nothing once it
 * has warmed up. The JDK's selector makes one Integer for each ready descriptor above 127.
 *
 * <p><b>Failures.</b> Whatever a callback throws is counted and given to the failure handler, and
 * the loop goes on: also after a StackOverflowError or an OutOfMemoryError. Whether the process
 * should end on the latter is for {@code -XX:+ExitOnOutOfMemoryError} to say.
 *
 * <p><b>Stop.</b> {@link #stop} before {@link #run} makes that run return at once, as with the quit
 * flag that is tested around virEventRunDefaultImpl; the run that ends takes the request with it,
 * so that the loop can be run again. An interrupt only wakes the loop and is then forgotten.
 */
public final class NioEventLoop implements EventLoop, AutoCloseable {

  private final NanoClock clock;
  private final Waiter waiter;
  private final Selector selector;
  private final LoopMeter meter;
  private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();

  /** Guards all that other threads change. Nothing is called back under it. */
  private final Object lock = new Object();

  private final Handles handles;
  private final SourceTable<Timer> timers = new SourceTable<>();
  private final TimerQueue timerQueue = new TimerQueue();
  private final Consumer<SelectionKey> onSelected;
  private final Dispatcher dispatcher;

  /** What the pass under way dispatches. The loop thread's. */
  private final ReadyQueue ready = new ReadyQueue();

  private long nextOrder;
  private @Nullable Source firstRemoved;
  private @Nullable Source lastRemoved;
  private volatile boolean stopAsked;
  private boolean closed;

  /**
   * Whether the loop waits, or is about to, and was not woken yet. It is set under the lock
   * together with the plan. So whoever changes the plan under the lock either comes first, and the
   * loop plans with the change, or finds this set, and wakes the selector: a change is never slept
   * through, and a loop that is awake costs no system call.
   */
  private volatile boolean asleep;

  /** When the sleeping loop wakes by itself. */
  private long wakesAt;

  private boolean wakesByItself;

  /** A loop with {@link EventLoopOptions#defaults}. */
  public NioEventLoop() {
    this(EventLoopOptions.defaults());
  }

  /**
   * @throws UncheckedIOException if the system gives no selector
   */
  public NioEventLoop(EventLoopOptions options) {
    this(options, Waiter.SELECTOR, openSelector());
  }

  NioEventLoop(EventLoopOptions options, Waiter waiter) {
    this(options, waiter, openSelector());
  }

  NioEventLoop(EventLoopOptions options, Waiter waiter, Selector selector) {
    this.clock = options.clock();
    this.waiter = waiter;
    this.meter = new LoopMeter(clock, options.slowThreshold());
    this.selector = selector;
    this.handles = new Handles(selector);
    this.onSelected = handles::onSelected;
    this.dispatcher = new Dispatcher(lock, handles, timerQueue, clock, meter, options.onFailure());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the loop is closed, or 2,147,483,647 watches have been added
   */
  @Override
  public int addHandle(
      String name,
      SelectableChannel channel,
      int events,
      HandleCallback callback,
      Runnable onRemoved) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(callback, "callback");
    Objects.requireNonNull(onRemoved, "onRemoved");
    checkMask(events);
    if (channel.isBlocking() && channel.isOpen()) {
      throw new IllegalArgumentException("The channel is in blocking mode");
    }
    HandleWatch watch;
    boolean wake;
    synchronized (lock) {
      checkOpen();
      watch = handles.add(name, channel, events, callback, onRemoved, nextOrder++);
      wake = events != 0 && rouse();
    }
    wakeIf(wake);
    return watch.id;
  }

  @Override
  public void updateHandle(int watch, int events) {
    checkMask(events);
    HandleWatch seen = handles.find(watch);
    if (seen != null && seen.events == events) {
      return;
    }
    boolean wake;
    synchronized (lock) {
      HandleWatch found = handles.find(watch);
      if (found == null || found.events == events) {
        return;
      }
      boolean asksForLess = (events & ~found.events) == 0;
      handles.update(found, events, nextOrder++);
      // What it no longer asks for is filtered out when it comes; there is no need to wake.
      wake = (!asksForLess || handles.owesErrors()) && rouse();
    }
    wakeIf(wake);
  }

  @Override
  public boolean removeHandle(int watch) {
    boolean wake;
    synchronized (lock) {
      HandleWatch found = handles.find(watch);
      if (found == null) {
        return false;
      }
      handles.remove(found);
      oweOnRemoved(found);
      wake = rouse();
    }
    wakeIf(wake);
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the loop is closed, or 2,147,483,647 timeouts have been added
   */
  @Override
  public int addTimeout(
      String name, int periodMillis, TimeoutCallback callback, Runnable onRemoved) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(callback, "callback");
    Objects.requireNonNull(onRemoved, "onRemoved");
    checkPeriod(periodMillis);
    Timer timer;
    boolean wake;
    synchronized (lock) {
      checkOpen();
      timer = new Timer(timers.nextId(), name, onRemoved, nextOrder++, callback);
      timers.put(timer);
      wake = restart(timer, periodMillis);
    }
    wakeIf(wake);
    return timer.id;
  }

  @Override
  public void updateTimeout(int timer, int periodMillis) {
    checkPeriod(periodMillis);
    if (periodMillis <= 0) {
      // There is no countdown to restart. Workers ask for a flush this way, again and again.
      Timer seen = timers.find(timer);
      if (seen != null && seen.period == periodMillis) {
        return;
      }
    }
    boolean wake;
    synchronized (lock) {
      Timer found = timers.find(timer);
      if (found == null) {
        return;
      }
      found.order = nextOrder++;
      wake = restart(found, periodMillis);
    }
    wakeIf(wake);
  }

  @Override
  public boolean removeTimeout(int timer) {
    boolean wake;
    synchronized (lock) {
      Timer found = timers.find(timer);
      if (found == null) {
        return false;
      }
      removeTimer(found);
      wake = rouse();
    }
    wakeIf(wake);
    return true;
  }

  @Override
  public void runOnce() {
    enter();
    try {
      iterate();
    } finally {
      runner.set(null);
    }
  }

  @Override
  public void run() {
    enter();
    try {
      while (!takeStop()) {
        iterate();
      }
    } finally {
      runner.set(null);
    }
  }

  @Override
  public void stop() {
    boolean wake;
    synchronized (lock) {
      stopAsked = true;
      wake = rouse();
    }
    wakeIf(wake);
  }

  @Override
  public boolean inLoop() {
    return runner.get() == Thread.currentThread();
  }

  @Override
  public EventLoopStats stats() {
    return meter.stats(handles.size(), timers.size());
  }

  /**
   * Removes all that is left, runs every outstanding {@code onRemoved} on this thread, and frees
   * the selector. The channels stay open. A closed loop takes no handle and no timeout, and cannot
   * be run. Closing again does nothing.
   *
   * @throws IllegalStateException if a thread is running the loop, or from inside a callback: stop
   *     it first and wait until {@link #run} has returned
   */
  @Override
  public void close() {
    claim();
    try {
      synchronized (lock) {
        if (closed) {
          return;
        }
        closed = true;
        removeAll();
      }
      while (isOnRemovedOwed()) {
        retire();
        runOnRemoved(clock.nanoTime());
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the selector", e);
    } finally {
      runner.set(null);
    }
  }

  /** Counts of work that idle handles and timeouts must not cause, to prove that they do not. */
  long idleCost() {
    synchronized (lock) {
      return timerQueue.steps() + handles.sweeps();
    }
  }

  private void iterate() {
    long planned = clock.nanoTime();
    long nanos = plan(planned);
    meter.waits(planned);
    try {
      waiter.await(selector, onSelected, nanos);
      asleep = false;
      // An interrupted thread would never again wait in the selector.
      Thread.interrupted();
      long awake = clock.nanoTime();
      meter.awakes(awake);
      collect(awake);
      long now = dispatcher.dispatch(ready, awake);
      retire();
      now = runOnRemoved(now);
      meter.iterationEnds(now);
    } catch (IOException e) {
      throw new UncheckedIOException("The selector has failed", e);
    } finally {
      asleep = false;
    }
  }

  private static Selector openSelector() {
    try {
      return Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open a selector", e);
    }
  }

  /** How many nanoseconds to wait; 0 not at all, negative until woken. */
  private long plan(long now) {
    synchronized (lock) {
      if (stopAsked || firstRemoved != null || handles.owesErrors()) {
        return 0;
      }
      long nanos = timerQueue.waitNanos(now);
      if (nanos != 0) {
        wakesByItself = nanos > 0;
        wakesAt = now + nanos;
        asleep = true;
      }
      return nanos;
    }
  }

  private void collect(long now) {
    synchronized (lock) {
      handles.collect(ready);
      timerQueue.collectDue(now, ready);
      ready.sort();
    }
  }

  private void retire() throws IOException {
    synchronized (lock) {
      handles.retire();
      handles.sweepClosed();
    }
  }

  private long runOnRemoved(long now) {
    Source removed;
    synchronized (lock) {
      removed = firstRemoved;
      firstRemoved = null;
      lastRemoved = null;
    }
    return removed == null ? now : dispatcher.runOnRemoved(removed, now);
  }

  /** Under the lock: starts the timer anew. Returns whether the selector is to be woken. */
  private boolean restart(Timer timer, int period) {
    long now = period > 0 ? clock.nanoTime() : 0;
    timerQueue.restart(timer, period, now);
    boolean sooner =
        period == 0 || (period > 0 && (!wakesByItself || timer.dueNanos - wakesAt < 0));
    return sooner && rouse();
  }

  private void removeTimer(Timer timer) {
    timer.removed = true;
    timerQueue.detach(timer);
    timers.remove(timer);
    oweOnRemoved(timer);
  }

  private void removeAll() {
    for (HandleWatch watch = handles.any(); watch != null; watch = handles.any()) {
      handles.remove(watch);
      oweOnRemoved(watch);
    }
    for (int i = timers.capacity() - 1; i >= 0; i--) {
      for (Timer timer = timers.slot(i); timer != null; timer = timers.slot(i)) {
        removeTimer(timer);
      }
    }
  }

  private void oweOnRemoved(Source source) {
    if (lastRemoved == null) {
      firstRemoved = source;
    } else {
      lastRemoved.nextRemoved = source;
    }
    lastRemoved = source;
  }

  private boolean isOnRemovedOwed() {
    synchronized (lock) {
      return firstRemoved != null;
    }
  }

  /** Under the lock: whether the caller has to wake the selector, once it has left the lock. */
  private boolean rouse() {
    boolean wake = asleep;
    asleep = false;
    return wake;
  }

  private void wakeIf(boolean wake) {
    if (wake) {
      selector.wakeup();
    }
  }

  private boolean takeStop() {
    if (!stopAsked) {
      return false;
    }
    synchronized (lock) {
      stopAsked = false;
      return true;
    }
  }

  private void enter() {
    claim();
    synchronized (lock) {
      if (!closed) {
        return;
      }
    }
    runner.set(null);
    throw new IllegalStateException("The event loop is closed");
  }

  private void claim() {
    if (!runner.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException(
          inLoop()
              ? "A callback cannot run the event loop it runs on"
              : "The event loop is run by another thread");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The event loop is closed");
    }
  }

  private static void checkMask(int events) {
    if ((events & ~HandleEvents.ALL) != 0) {
      throw new IllegalArgumentException("Unknown bits in the event mask: " + events);
    }
  }

  private static void checkPeriod(int periodMillis) {
    if (periodMillis < DISABLED) {
      throw new IllegalArgumentException("The period is less than -1: " + periodMillis);
    }
  }
}
