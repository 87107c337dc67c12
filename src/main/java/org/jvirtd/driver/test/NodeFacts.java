package org.jvirtd.driver.test;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the imaginary host of a world is made of.
 *
 * @param memoryKib the host's memory in KiB
 * @param cpus CPUs that are active
 * @param mhz the CPUs' frequency in MHz
 * @param nodes NUMA nodes
 * @param sockets sockets per node
 * @param cores cores per socket
 * @param threads threads per core
 * @param cells the NUMA cells; their figures are unrelated to the others, as in libvirt
 */
record NodeFacts(
    String model,
    long memoryKib,
    int cpus,
    int mhz,
    int nodes,
    int sockets,
    int cores,
    int threads,
    List<Cell> cells) {

  /** The most vcpus a domain may have. */
  static final int MAX_VCPUS = 32;

  /** The host of {@code test:///default}: the figures are libvirt's. */
  static final NodeFacts DEFAULT =
      new NodeFacts(
          "i686",
          3 * 1024 * 1024,
          16,
          1400,
          2,
          2,
          2,
          2,
          List.of(
              new Cell(2 * 1024 * 1024, 1024 * 1024, 4, IntStream.range(0, 8).boxed().toList()),
              new Cell(
                  4 * 1024 * 1024, 2 * 1024 * 1024, 8, IntStream.range(8, 16).boxed().toList())));

  NodeFacts {
    cells = List.copyOf(cells);
  }

  /** The size of the host's CPU maps: all CPUs that there could be. */
  int possibleCpus() {
    return nodes * sockets * cores * threads;
  }

  /**
   * A NUMA cell.
   *
   * @param memoryKib all memory, in KiB
   * @param freeKib free memory, in KiB
   * @param pageKib the size of a small page, in KiB
   * @param cpus the ids of the cell's CPUs
   */
  record Cell(long memoryKib, long freeKib, int pageKib, List<Integer> cpus) {
    Cell {
      cpus = List.copyOf(cpus);
    }
  }
}
