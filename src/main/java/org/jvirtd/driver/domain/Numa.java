package org.jvirtd.driver.domain;

import org.jvirtd.driver.xml.Element;

/** The guest's NUMA cells, as the sizes of the domain need them. */
final class Numa {

  private Numa() {}

  /** How many cells there are. */
  static int cells(Element domain) {
    Element numa = domain.at("cpu", "numa");
    return numa == null ? 0 : numa.children("cell").size();
  }

  /** The KiB of all cells together, 0 where there are none. */
  static long totalKib(Element domain) {
    Element numa = domain.at("cpu", "numa");
    long total = 0;
    if (numa != null) {
      for (Element cell : numa.children("cell")) {
        total += DeviceParts.number(cell, "memory");
      }
    }
    return total;
  }
}
