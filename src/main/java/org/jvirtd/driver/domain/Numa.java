package org.jvirtd.driver.domain;

import java.util.List;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/** The guest's NUMA cells, as the sizes of the domain need them. */
final class Numa {

  private Numa() {}

  /** How many cells there are. */
  static int cells(Element domain) {
    Element numa = domain.at("cpu", "numa");
    return numa == null ? 0 : numa.children("cell").size();
  }

  /** The CPUs of the cells must be those that the domain has. */
  static void requireCpus(Element domain) {
    long maximum = Cpus.maximum(domain);
    long count = 0;
    long highest = 0;
    Element numa = domain.at("cpu", "numa");
    for (Element cell : numa == null ? List.<Element>of() : numa.children("cell")) {
      String cpus = cell.get("cpus");
      if (cpus != null) {
        Bitmap bits = Bitmap.parse(cpus);
        count += bits.bits().cardinality();
        highest = Math.max(highest, bits.bits().length() - 1);
      }
    }
    if (count > maximum) {
      throw XmlFailure.internal("Number of CPUs in <numa> exceeds the <vcpu> count");
    }
    // Said of domains without cells too, when they have no vCPU.
    if (highest >= maximum) {
      throw XmlFailure.internal("CPU IDs in <numa> exceed the <vcpu> count");
    }
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
