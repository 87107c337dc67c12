package org.jvirtd.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A loop on a clock that only moves when the loop would wait, or when a test says so. It never
 * really waits.
 */
final class SteppedLoop implements AutoCloseable {

  static final Runnable NOTHING = () -> {};

  final List<String> log = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  final NioEventLoop loop;

  /** How often the selector handed over a ready channel. */
  int selected;

  /** The latest plan: nanoseconds to wait, 0 for not at all, negative for ever. */
  long plannedNanos;

  private final List<Pipe> pipes = new ArrayList<>();

  // Far from 0 and about to wrap around, as a nano clock may be.
  private long nanos = Long.MAX_VALUE - 5_000_000;

  private Consumer<SelectionKey> handOver = _ -> {};

  // Made once, so that the allocation tests measure the loop alone.
  private final Consumer<SelectionKey> counting = this::count;

  SteppedLoop() {
    loop =
        new NioEventLoop(
            EventLoopOptions.defaults()
                .withClock(() -> nanos)
                .withOnFailure((_, failure) -> failures.add(failure)),
            this::await);
  }

  private void await(Selector selector, Consumer<SelectionKey> onSelected, long wait)
      throws IOException {
    plannedNanos = wait;
    int before = selected;
    handOver = onSelected;
    selector.selectNow(counting);
    if (selected == before && wait > 0) {
      nanos += wait;
    }
  }

  private void count(SelectionKey key) {
    selected++;
    handOver.accept(key);
  }

  long now() {
    return nanos;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  void step() {
    loop.runOnce();
  }

  void step(int times) {
    for (int i = 0; i < times; i++) {
      step();
    }
  }

  /** Steps until the condition holds; what crosses a real socket may take a moment. */
  void stepUntil(BooleanSupplier condition) {
    for (int i = 0; i < 100_000 && !condition.getAsBoolean(); i++) {
      step();
      Thread.onSpinWait();
    }
    if (!condition.getAsBoolean()) {
      throw new AssertionError("It has not come true; the log is " + log);
    }
  }

  /** A pipe with its reading end in non-blocking mode. */
  Pipe pipe() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipes.add(pipe);
    return pipe;
  }

  static void write(Pipe pipe) throws IOException {
    pipe.sink().write(ByteBuffer.wrap(new byte[] {'1'}));
  }

  static int read(Pipe pipe) {
    try {
      return pipe.source().read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Watches the pipe and logs each call under this name; reads one byte per call. */
  int watch(String name, Pipe pipe) {
    return watch(name, pipe, NOTHING);
  }

  int watch(String name, Pipe pipe, Runnable action) {
    return loop.addHandle(
        name,
        pipe.source(),
        HandleEvents.READABLE,
        (_, _) -> {
          log.add(name);
          read(pipe);
          action.run();
        },
        () -> log.add(name + " removed"));
  }

  int timeout(String name, int period) {
    return timeout(name, period, NOTHING);
  }

  int timeout(String name, int period, Runnable action) {
    return loop.addTimeout(
        name,
        period,
        _ -> {
          log.add(name);
          action.run();
        },
        () -> log.add(name + " removed"));
  }

  @Override
  public void close() throws IOException {
    loop.close();
    for (Pipe pipe : pipes) {
      pipe.source().close();
      pipe.sink().close();
    }
  }
}
