package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.number;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** What a domain may use of the host: block I/O, memory, CPU time, NUMA nodes, I/O threads. */
final class Tuning {

  /** A memory limit from here on means that there is none (KiB). */
  private static final long NO_LIMIT_KIB = 9007199254740991L;

  private static final Schema BLKIO_DEVICE =
      Schema.of("device")
          .child(Schema.text("path", filled()))
          .child(rate("weight", 32))
          .child(rate("read_iops_sec", 32))
          .child(rate("write_iops_sec", 32))
          .child(rate("read_bytes_sec", 64))
          .child(rate("write_bytes_sec", 64))
          .always()
          .when((device, mode) -> device.children().size() > 1)
          .after("path", (source, device) -> requirePath(device))
          .reads(
              "path",
              "weight",
              "read_bytes_sec",
              "write_bytes_sec",
              "read_iops_sec",
              "write_iops_sec");

  static final Schema BLKIOTUNE =
      Schema.of("blkiotune")
          .child(Schema.text("weight", uint().hiding("0").tolerant()))
          .children(BLKIO_DEVICE);

  static final Schema MEMTUNE =
      Schema.of("memtune")
          .child(limit("hard_limit"))
          .child(limit("soft_limit"))
          .child(limit("min_guarantee"))
          .child(limit("swap_hard_limit"));

  private static final Schema PAGE =
      Schema.of("page")
          .attribute("size", text())
          .attribute("unit", text())
          .attribute("nodeset", text())
          .onRead(Tuning::completePage);

  static final Schema MEMORY_BACKING =
      Schema.of("memoryBacking")
          .joined(Schema.of("hugepages").children(PAGE).always())
          .child(Schema.flag("nosharepages"))
          .child(Schema.flag("locked"))
          .child(
              Schema.of("source")
                  .attribute(
                      "type",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown memoryBacking/source/type '" + raw + "'"),
                          "file",
                          "anonymous",
                          "memfd")))
          .child(
              Schema.of("access")
                  .attribute(
                      "mode",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown memoryBacking/access/mode '" + raw + "'"),
                          "shared",
                          "private")))
          .child(
              Schema.of("allocation")
                  .attribute(
                      "mode",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown memoryBacking/allocation/mode '" + raw + "'"),
                          "immediate",
                          "ondemand"))
                  .attribute(
                      "threads",
                      number(raw -> XmlFailure.invalid("Failed to parse memory allocation threads"))
                          .hiding("0")))
          .child(Schema.flag("discard"));

  static final Schema RESOURCE =
      Schema.of("resource")
          .child(Schema.text("partition", filled()))
          .child(Schema.of("fibrechannel").attribute("appid", filled()));

  private Tuning() {}

  private static void requirePath(Element device) {
    if (device.child("path") == null) {
      throw XmlFailure.unsupported("missing per-device path");
    }
  }

  /** A number of so many bits; a negative one counts down from the largest, as in C. */
  private static Schema rate(String name, int bits) {
    ValueType number =
        (raw, site) -> {
          if (raw.isEmpty()) {
            return null;
          }
          Long value = Numbers.wrapping(raw, 10, bits);
          if (value == null) {
            throw XmlFailure.unsupported("could not parse " + name.replace('_', ' ') + " " + raw);
          }
          return Long.toUnsignedString(value);
        };
    return Schema.text(name, number.hiding("0"));
  }

  private static Schema limit(String name) {
    return ScaledSize.kib(name, "./memtune/" + name + "[1]")
        .onRead((source, limit) -> {
          String text = limit.text();
          long kib = text == null ? 0 : Long.parseLong(text);
          if ((kib == 0 && name.equals("min_guarantee")) || kib >= NO_LIMIT_KIB) {
            limit.set("unit", null);
            limit.setText(null);
          }
        });
  }

  private static void completePage(XmlElement source, Element page) {
    long kib = ScaledSize.requiredMemory(page.get("size"), page.get("unit"), "./@size");
    if (kib == 0) {
      throw XmlFailure.malformed("hugepage size can't be zero");
    }
    page.set("size", Long.toString(kib));
    page.set("unit", "KiB");
    String nodes = page.get("nodeset");
    if (nodes != null) {
      Bitmap set = Bitmap.parse(nodes);
      if (set.isEmpty()) {
        throw XmlFailure.unsupported("Invalid value of 'nodeset': " + nodes);
      }
      page.set("nodeset", set.toString());
    }
  }

  /** Without cells, node 0 is the whole guest. */
  static void completeHugePages(Element domain) {
    Element pages = domain.at("memoryBacking", "hugepages");
    if (pages != null && Numa.cells(domain) == 0) {
      for (Element page : pages.children("page")) {
        if (page.is("nodeset", "0")) {
          page.set("nodeset", null);
        }
      }
    }
  }
}
