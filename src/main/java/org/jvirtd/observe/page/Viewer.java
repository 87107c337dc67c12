package org.jvirtd.observe.page;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A browser that watches. It is written to without blocking: no thread waits for it, and what it
 * does not take in time is replaced by what is newer. So it holds one message at most, beside the
 * one that the container is sending.
 *
 * <pre>
 *   offered ──▶ latest ──▶ written when the socket takes it ──▶ flushed
 *                 ▲  │
 *                 └──┘ replaced by the next; too long: dropped
 * </pre>
 *
 * <p>{@link #welcome}, {@link #offer} and {@link #finish} are for one thread, the page's; the
 * container calls the rest on its own. Whoever comes while another writes leaves it to that one.
 */
final class Viewer implements WriteListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Consumer<Viewer> onEnd;

  private final AtomicReference<byte @Nullable []> first = new AtomicReference<>();
  private final AtomicReference<byte @Nullable []> latest = new AtomicReference<>();
  private final AtomicInteger writers = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean begun;
  private volatile boolean finishing;

  /** For who writes. */
  private boolean unflushed;

  // For the page's thread.
  private boolean behind;
  private long behindSince;

  /**
   * @param onEnd told once, on any thread
   */
  Viewer(AsyncContext context, ServletOutputStream out, Consumer<Viewer> onEnd) {
    this.context = context;
    this.out = out;
    this.onEnd = onEnd;
  }

  /** Begins to write, when there is something. */
  void open() {
    context.addListener(this);
    out.setWriteListener(this);
  }

  /** Sends what comes before everything else. */
  void welcome(byte[] message) {
    first.set(message);
    write();
  }

  /**
   * Sends a message, or has it wait.
   *
   * @return how long the viewer has taken nothing, in nanoseconds
   */
  long offer(byte[] message, long nowNanos) {
    boolean missed = latest.getAndSet(message) != null;
    if (missed && !behind) {
      behindSince = nowNanos;
    }
    behind = missed;
    write();
    return behind ? nowNanos - behindSince : 0;
  }

  /** Sends a last message and ends. */
  void finish(byte[] message) {
    latest.set(message);
    finishing = true;
    write();
  }

  /** Ends at once. */
  void drop() {
    if (ended.compareAndSet(false, true)) {
      onEnd.accept(this);
      complete();
    }
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.debug("A viewer had ended by itself", e);
    }
  }

  private void write() {
    if (!begun || ended.get() || writers.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    while (seen != 0) {
      try {
        writeWhatIsReady();
      } catch (IOException | IllegalStateException e) {
        drop();
      }
      seen = writers.addAndGet(-seen);
    }
  }

  private void writeWhatIsReady() throws IOException {
    while (!ended.get() && out.isReady()) {
      if (unflushed) {
        unflushed = false;
        out.flush();
        continue;
      }
      byte[] next = first.getAndSet(null);
      if (next == null) {
        next = latest.getAndSet(null);
      }
      if (next != null) {
        out.write(next);
        unflushed = true;
      } else {
        if (finishing) {
          drop();
        }
        return;
      }
    }
  }

  @Override
  public void onWritePossible() {
    begun = true;
    write();
  }

  @Override
  public void onError(Throwable failure) {
    drop();
  }

  @Override
  public void onError(AsyncEvent event) {
    drop();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    drop();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    if (ended.compareAndSet(false, true)) {
      onEnd.accept(this);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // There is no second start.
  }
}
