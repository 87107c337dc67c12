package org.jvirtd.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Ends of streams that remember what was done with them, and that find misuse. */
final class StreamEnds {
  private StreamEnds() {}

  /** A source of many bytes. */
  static final class CountingSource implements StreamSource {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private long left;

    CountingSource(long bytes) {
      left = bytes;
    }

    @Override
    public int read(ByteBuffer into) {
      if (inside.getAndIncrement() != 0 || closes.get() != 0) {
        throw new AssertionError("two at a time, or after its close");
      }
      reads.incrementAndGet();
      int length = (int) Math.min(left, into.remaining());
      into.position(into.position() + length);
      left -= length;
      inside.decrementAndGet();
      return length == 0 ? END : length;
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  /** A sink that keeps what it takes, and takes only as much as it is allowed. */
  static final class KeepingSink implements StreamSink {
    final AtomicInteger finishes = new AtomicInteger();
    final AtomicInteger aborts = new AtomicInteger();
    final Map<Long, Long> holes = new TreeMap<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private volatile long allowed;
    volatile @Nullable RpcException failure;
    volatile @Nullable RpcException finishFailure;

    KeepingSink(long allowed) {
      this.allowed = allowed;
    }

    void allow(long more) {
      allowed = more;
    }

    synchronized byte[] taken() {
      return taken.toByteArray();
    }

    @Override
    public synchronized void write(ByteBuffer bytes) throws IOException {
      enter();
      RpcException toThrow = failure;
      if (toThrow != null) {
        inside.decrementAndGet();
        throw toThrow;
      }
      while (bytes.hasRemaining() && taken.size() < allowed) {
        taken.write(bytes.get());
      }
      inside.decrementAndGet();
    }

    private void enter() {
      if (inside.getAndIncrement() != 0 || finishes.get() + aborts.get() != 0) {
        throw new AssertionError("two at a time, or after its end");
      }
    }

    @Override
    public synchronized void skip(long length) {
      enter();
      holes.put((long) taken.size(), length);
      inside.decrementAndGet();
    }

    @Override
    public void finish() {
      finishes.incrementAndGet();
      RpcException toThrow = finishFailure;
      if (toThrow != null) {
        throw toThrow;
      }
    }

    @Override
    public void abort() {
      aborts.incrementAndGet();
    }
  }
}
