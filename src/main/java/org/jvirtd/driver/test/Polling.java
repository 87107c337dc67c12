package org.jvirtd.driver.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jvirtd.protocol.TypedParameter;

/**
 * How long the I/O threads of a domain poll before they sleep: figures that a client sets and gets
 * back. Threads that a client added or set figures of are in it. Guarded by the domain's lock.
 */
final class Polling {
  /**
   * The figures of a thread; unsigned.
   *
   * @param maxNanos the longest time, in nanoseconds
   */
  record Figures(long maxNanos, int grow, int shrink) {}

  private static final Figures FRESH = new Figures(32_768, 0, 0);

  private final Map<Integer, Figures> threads = new LinkedHashMap<>();

  void add(int id) {
    threads.put(id, FRESH);
  }

  void set(int id, Figures figures) {
    threads.put(id, figures);
  }

  void remove(int id) {
    threads.remove(id);
  }

  Figures of(int id) {
    return threads.getOrDefault(id, FRESH);
  }

  /** What statistics tell of it: nothing where there are no threads. */
  List<TypedParameter> statistics() {
    List<TypedParameter> all = new ArrayList<>();
    if (!threads.isEmpty()) {
      all.add(TypedParameter.ofUnsigned("iothread.count", threads.size()));
    }
    threads.forEach((id, figures) -> {
      String prefix = "iothread." + Integer.toUnsignedString(id) + ".poll-";
      all.add(TypedParameter.ofUnsigned(prefix + "max-ns", figures.maxNanos()));
      all.add(TypedParameter.ofUnsigned(prefix + "grow", figures.grow()));
      all.add(TypedParameter.ofUnsigned(prefix + "shrink", figures.shrink()));
    });
    return all;
  }
}
