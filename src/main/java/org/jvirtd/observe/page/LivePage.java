package org.jvirtd.observe.page;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live view of the daemon. One thread takes a sample in each interval, for the charts of the
 * last minutes; while somebody watches it also takes a snapshot, encodes it once, and offers it to
 * all viewers. While nobody does, nothing is walked over and nothing encoded.
 *
 * <p>It only reads, and never on the event loop or a worker. {@link #enter}, {@link #watch} and the
 * counters are for any thread.
 */
public final class LivePage {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

  /** How long the last words may take. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** The load that is judged is that of so many samples. */
  private static final int LOAD_SAMPLES = 10;

  private enum State {
    NEW,
    OPEN,
    ENDED
  }

  private final PageSources sources;
  private final PageSettings settings;
  private final Encoder encoder;
  private final Happenings happenings;
  private final AtomicInteger places = new AtomicInteger();
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final LongAdder refused = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private volatile State state = State.NEW;
  private volatile @Nullable ScheduledThreadPoolExecutor executor;

  // For the page's thread only.
  private final VitalsMeter meter;
  private final History history = new History();
  private final SnapshotTaker taker;
  private VitalsMeter.@Nullable Sample sample;
  private byte @Nullable [] latest;
  private boolean failedBefore;

  public LivePage(PageSources sources, PageSettings settings) {
    this.sources = sources;
    this.settings = settings;
    this.encoder = new Encoder(settings.maxMessageBytes());
    this.happenings = new Happenings(sources.time());
    this.meter = new VitalsMeter(sources);
    this.taker = new SnapshotTaker(sources, happenings);
  }

  /** Begins to keep the last minutes, and to let viewers in; not if there may be none. */
  public synchronized void start() {
    if (state != State.NEW || settings.isOff()) {
      return;
    }
    sources.worlds().forEach(driver -> driver.watch(happenings));
    ScheduledThreadPoolExecutor made =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("page").unstarted(task));
    long interval = settings.interval().toNanos();
    Future<?> _ =
        made.scheduleAtFixedRate(this::safeTick, interval, interval, TimeUnit.NANOSECONDS);
    executor = made;
    state = State.OPEN;
  }

  /** Tells the viewers that the daemon ends, and lets them go; nobody is let in any more. */
  public synchronized void stop() {
    ScheduledThreadPoolExecutor made = executor;
    state = State.ENDED;
    executor = null;
    if (made == null) {
      return;
    }
    // Viewers end when they have taken it. The executor goes after that, as it would drop what it
    // has not begun.
    made.execute(() -> viewers.forEach(viewer -> viewer.finish(encoder.end())));
    try {
      awaitNoViewers();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    made.shutdownNow();
    viewers.forEach(Viewer::drop);
  }

  private void awaitNoViewers() throws InterruptedException {
    long deadline = System.nanoTime() + LAST_WORDS.toNanos();
    synchronized (viewers) {
      for (long left = LAST_WORDS.toNanos();
          !viewers.isEmpty() && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(viewers, left);
      }
    }
  }

  /** Whether it is turned off. */
  boolean isOff() {
    return settings.isOff();
  }

  /**
   * Takes a place for a viewer, if there is one; {@link #watch} uses it.
   *
   * @return whether there was
   */
  boolean enter() {
    boolean room =
        state == State.OPEN
            && places.getAndUpdate(taken -> Math.min(taken + 1, settings.maxViewers()))
                < settings.maxViewers();
    if (!room) {
      refused.increment();
    }
    return room;
  }

  /** Gives a place back that was taken and not used. */
  void leave() {
    places.decrementAndGet();
  }

  /** Begins to send, in the place that was taken before. */
  void watch(AsyncContext context, ServletOutputStream out) {
    Viewer viewer = new Viewer(context, out, this::onEnd);
    viewers.add(viewer);
    try {
      viewer.open();
    } catch (RuntimeException e) {
      viewer.drop();
      throw e;
    }
    ScheduledThreadPoolExecutor page = executor;
    try {
      if (page == null) {
        viewer.drop();
      } else {
        page.execute(() -> welcome(viewer));
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("A viewer came at the end", e);
      viewer.drop();
    }
  }

  private void onEnd(Viewer viewer) {
    if (viewers.remove(viewer)) {
      leave();
      synchronized (viewers) {
        viewers.notifyAll();
      }
    }
  }

  // ---- The page's thread ----

  private void safeTick() {
    try {
      tick();
    } catch (RuntimeException e) {
      // An executor would never run it again.
      if (failedBefore) {
        LOG.debug("The page has failed again", e);
      } else {
        LOG.warn("The page has failed; further failures are logged at debug", e);
      }
      failedBefore = true;
    }
  }

  void tick() {
    VitalsMeter.Sample taken = meter.sample();
    sample = taken;
    history.add(taken.vitals());
    if (viewers.isEmpty()) {
      latest = null;
      taker.rest();
      return;
    }
    byte[] message = message(taken);
    latest = message;
    for (Viewer viewer : viewers) {
      long behind = viewer.offer(message, sources.nanoClock().getAsLong());
      if (behind > settings.patience().toNanos()) {
        dropped.increment();
        viewer.drop();
      }
    }
  }

  private byte[] message(VitalsMeter.Sample taken) {
    return encoder.snapshot(taker.take(taken, history.load(LOAD_SAMPLES)));
  }

  private void welcome(Viewer viewer) {
    viewer.welcome(encoder.welcome(divisor -> welcome(History.SAMPLES / divisor)));
    VitalsMeter.Sample taken = sample == null ? meter.sample() : sample;
    sample = taken;
    byte[] message = latest == null ? message(taken) : latest;
    latest = message;
    viewer.offer(message, sources.nanoClock().getAsLong());
  }

  private Welcome welcome(int samples) {
    return new Welcome(
        sources.version(),
        settings.interval().toMillis(),
        History.SAMPLES,
        sources.waysIn().get(),
        history.series(samples));
  }

  // ---- What there is to count ----

  int viewers() {
    return viewers.size();
  }

  int maxViewers() {
    return settings.maxViewers();
  }

  long refused() {
    return refused.sum();
  }

  long dropped() {
    return dropped.sum();
  }

  /** Messages that had to list less to fit. */
  long trimmed() {
    return encoder.trimmed();
  }
}
