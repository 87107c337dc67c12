package org.jvirtd.benchmark.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/** What the loads share: one selector, one buffer for reading, the counting. */
abstract class SelectorLoad implements Load {
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Nothing takes longer to be answered, unless it is never answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Selector selector;
  private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private Latencies latencies = new Latencies();
  private long units;
  private boolean ending;

  SelectorLoad() throws IOException {
    selector = Selector.open();
  }

  /** One connection, as the selector's attachment. */
  interface Ready {
    /** What it reads from and writes to. */
    ByteChannel bytes();

    void onReady(SelectionKey key) throws IOException;
  }

  /** Whether something is still under way. */
  abstract boolean busy();

  /** Sends what is sent first. */
  abstract void first() throws IOException;

  /** Whether nothing new may be sent. */
  final boolean ending() {
    return ending;
  }

  final void count(long latencyNanos) {
    latencies.add(latencyNanos);
    units++;
  }

  /**
   * Reads once what there is.
   *
   * @throws EOFException if the server has closed the connection
   */
  final void read(ByteChannel bytes, MessageStream into) throws IOException {
    input.clear();
    if (bytes.read(input) < 0) {
      throw new EOFException("the server closed a connection under load");
    }
    into.read(input.flip());
  }

  /** Writes what it can, and waits for room if that is not all. */
  static void write(SelectionKey key, ByteBuffer filled) throws IOException {
    if (filled.position() > 0) {
      ((Ready) key.attachment()).bytes().write(filled.flip());
      filled.compact();
    }
    int wanted =
        filled.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  @Override
  public final void begin() throws IOException {
    ending = false;
    first();
  }

  @Override
  public final Counted run(Duration duration) throws IOException {
    latencies = new Latencies();
    units = 0;
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long limit = end + PATIENCE.toNanos();
    for (long left = duration.toNanos(); left > 0 || units == 0; left = end - System.nanoTime()) {
      if (System.nanoTime() > limit) {
        throw new IOException("no answer in " + PATIENCE);
      }
      turn(Math.max(0, left / 1_000_000) + 1);
    }
    return new Counted(units, (System.nanoTime() - start) / 1e9, latencies);
  }

  @Override
  public final void end() throws IOException {
    ending = true;
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (busy()) {
      if (System.nanoTime() > limit) {
        throw new IOException("no answer in " + PATIENCE);
      }
      turn(100);
    }
  }

  private void turn(long millis) throws IOException {
    selector.select(millis);
    for (SelectionKey key : selector.selectedKeys()) {
      ((Ready) key.attachment()).onReady(key);
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      ((Ready) key.attachment()).bytes().close();
    }
    selector.close();
  }
}
