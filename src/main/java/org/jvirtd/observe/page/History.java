package org.jvirtd.observe.page;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last minutes: a ring of {@link Vitals}. It takes some 16 KiB, however long the daemon runs.
 * For one thread.
 */
final class History {
  /** As many samples as are kept. */
  static final int SAMPLES = 300;

  private final Vitals[] ring = new Vitals[SAMPLES];
  private int next;
  private int size;

  void add(Vitals vitals) {
    ring[next] = vitals;
    next = (next + 1) % SAMPLES;
    size = Math.min(size + 1, SAMPLES);
  }

  int size() {
    return size;
  }

  /** The mean load of the event loop over the latest samples, in thousandths. */
  int load(int samples) {
    return (int) Math.round(latest(samples).stream().mapToInt(Vitals::load).average().orElse(0));
  }

  /**
   * The values of each series, the oldest first.
   *
   * @param most how many of each, of the latest
   */
  Map<String, List<Integer>> series(int most) {
    Map<String, List<Integer>> series = new LinkedHashMap<>();
    Vitals.NAMES.forEach(name -> series.put(name, new ArrayList<>()));
    for (Vitals vitals : latest(most)) {
      Iterator<Integer> values = vitals.values().iterator();
      series.values().forEach(column -> column.add(values.next()));
    }
    return series;
  }

  private List<Vitals> latest(int most) {
    int count = Math.min(most, size);
    List<Vitals> latest = new ArrayList<>(count);
    for (int i = count; i > 0; i--) {
      latest.add(ring[(next - i + SAMPLES) % SAMPLES]);
    }
    return latest;
  }
}
