package org.jvirtd.rpc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What a server has counted since it was made. Any thread adds, any thread reads. */
public final class ServerCounters {
  final LongAdder accepted = new LongAdder();
  final LongAdder acceptPauses = new LongAdder();
  final LongAdder acceptFailures = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder windowFull = new LongAdder();
  final LongAdder keepalivePings = new LongAdder();
  final LongAdder refused = new LongAdder();
  private final Map<CloseReason, LongAdder> closed = new EnumMap<>(CloseReason.class);

  ServerCounters() {
    for (CloseReason reason : CloseReason.values()) {
      closed.put(reason, new LongAdder());
    }
  }

  void countClosed(CloseReason reason) {
    adder(reason).increment();
  }

  private LongAdder adder(CloseReason reason) {
    return Objects.requireNonNull(closed.get(reason));
  }

  /** Connections accepted. */
  public long accepted() {
    return accepted.sum();
  }

  /** Times that accepting was paused because a limit was reached. */
  public long acceptPauses() {
    return acceptPauses.sum();
  }

  /** Times that accepting has failed, as it does without free descriptors. */
  public long acceptFailures() {
    return acceptFailures.sum();
  }

  /** Bytes read from clients. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Bytes written to clients. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Calls that had to wait because their connection's window was full. */
  public long windowFull() {
    return windowFull.sum();
  }

  /** Pings sent to silent clients. */
  public long keepalivePings() {
    return keepalivePings.sum();
  }

  /** Calls answered with an error because the workers' queue was full. */
  public long refused() {
    return refused.sum();
  }

  /** Connections that have ended for this reason. */
  public long closed(CloseReason reason) {
    return adder(reason).sum();
  }
}
