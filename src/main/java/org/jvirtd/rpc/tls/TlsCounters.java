package org.jvirtd.rpc.tls;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What a server's TLS has counted since it was made. Any thread adds, any thread reads. */
public final class TlsCounters {
  final LongAdder secured = new LongAdder();
  final LongAdder reloads = new LongAdder();
  final LongAdder reloadsFailed = new LongAdder();
  final LongAdder pauses = new LongAdder();
  private final Map<TlsRefusal, LongAdder> refused = new EnumMap<>(TlsRefusal.class);
  volatile int pending;

  TlsCounters() {
    for (TlsRefusal reason : TlsRefusal.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void countRefused(TlsRefusal reason) {
    adder(reason).increment();
  }

  private LongAdder adder(TlsRefusal reason) {
    return Objects.requireNonNull(refused.get(reason));
  }

  /** Handshakes that ended with a client that was let in. */
  public long secured() {
    return secured.sum();
  }

  /** Handshakes that did not, for this reason. */
  public long refused(TlsRefusal reason) {
    return adder(reason).sum();
  }

  /** Handshakes that are under way. */
  public int pending() {
    return pending;
  }

  /** Times that accepting was paused as too many handshakes were under way. */
  public long pauses() {
    return pauses.sum();
  }

  /** Times that credentials were replaced. */
  public long reloads() {
    return reloads.sum();
  }

  /** Times that they could not be, and stayed as they were. */
  public long reloadsFailed() {
    return reloadsFailed.sum();
  }
}
