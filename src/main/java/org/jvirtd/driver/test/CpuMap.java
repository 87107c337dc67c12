package org.jvirtd.driver.test;

import java.util.BitSet;

/** CPU maps as they travel: a bit per CPU, the lowest one first. */
final class CpuMap {
  private CpuMap() {}

  static BitSet of(byte[] map) {
    return BitSet.valueOf(map);
  }

  /** All CPUs that a host may have. */
  static BitSet all(int cpus) {
    BitSet all = new BitSet(cpus);
    all.set(0, cpus);
    return all;
  }

  /** Writes a set of CPUs into a part of a map, as many as fit. */
  static void write(BitSet cpus, byte[] map, int offset, int length) {
    byte[] bytes = cpus.toByteArray();
    System.arraycopy(bytes, 0, map, offset, Math.min(bytes.length, length));
  }
}
