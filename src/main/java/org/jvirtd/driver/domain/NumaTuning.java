package org.jvirtd.driver.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <numatune>}: from which of the host's nodes a domain, or a cell of it, has its memory. */
final class NumaTuning {

  private static final ValueType MODE =
      Values.oneOf("strict", "preferred", "interleave", "restrictive");

  private static final Schema MEMORY =
      Schema.of("memory")
          .attribute(
              "mode",
              oneOf("memory tuning mode", "strict", "preferred", "interleave", "restrictive"))
          .attribute("nodeset", nodes())
          .attribute("placement", oneOf("memory placement mode", "static", "auto"))
          .always();

  private static ValueType oneOf(String what, String... words) {
    return Values.oneOf(
        raw -> XmlFailure.unsupported("Unsupported NUMA " + what + " '" + raw + "'"), words);
  }

  private static final Schema CELL =
      Schema.of("memnode")
          .required("cellid", Values.uint())
          .defaulted("mode", MODE, "strict")
          .attribute("nodeset", nodes().unchecked());

  static final Schema SCHEMA = Schema.of("numatune").child(MEMORY).hooked(CELL);

  private NumaTuning() {}

  private static ValueType nodes() {
    return (raw, site) -> {
      Bitmap nodes = Bitmap.parse(raw);
      if (nodes.isEmpty()) {
        throw XmlFailure.unsupported("Invalid value of 'nodeset': " + raw);
      }
      return nodes.toString();
    };
  }

  /** Memory and vCPUs are placed the same way, where only one of both is told. */
  static void complete(XmlElement source, Element domain) {
    Element vcpu = domain.child("vcpu");
    boolean fixed = vcpu == null || !vcpu.is("placement", "auto");
    Element tuning = domain.child("numatune");
    Element memory = tuning == null ? null : tuning.child("memory");
    if (memory == null && !fixed) {
      memory = domain.ensure(SCHEMA).ensure(MEMORY);
      memory.set("placement", "auto");
    }
    if (memory != null) {
      place(memory, fixed);
      boolean automatic = memory.is("placement", "auto");
      if (automatic && vcpu != null && !vcpu.has("cpuset") && !isPinned(domain)) {
        vcpu.set("placement", "auto");
      }
      if (memory.isEmpty()) {
        domain.ensure(SCHEMA).removeAll("memory");
      }
    }
    XmlElement given = source.child("numatune");
    if (given != null) {
      readCells(given, domain, memory);
    }
  }

  private static void place(Element memory, boolean fixed) {
    if (memory.isEmpty()) {
      return;
    }
    boolean nodes = memory.has("nodeset");
    String placement = memory.get("placement", nodes || fixed ? "static" : "auto");
    if (placement.equals("static") && !nodes) {
      throw XmlFailure.unsupported(
          "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    }
    memory.set("mode", memory.get("mode", "strict"));
    if (placement.equals("static")) {
      memory.set("placement", null);
    } else {
      memory.set("nodeset", null);
      memory.set("placement", placement);
    }
  }

  private static boolean isPinned(Element domain) {
    Element tune = domain.child("cputune");
    return tune != null
        && (tune.child("vcpupin") != null
            || tune.child("emulatorpin") != null
            || tune.child("iothreadpin") != null);
  }

  private static void readCells(XmlElement source, Element domain, @Nullable Element memory) {
    List<XmlElement> sources = source.children("memnode");
    if (sources.isEmpty()) {
      return;
    }
    if (memory != null && memory.is("placement", "auto")) {
      throw XmlFailure.unsupported(
          "Per-node binding is not compatible with automatic NUMA placement.");
    }
    int count = Numa.cells(domain);
    if (count == 0) {
      throw XmlFailure.invalid("Element 'memnode' is invalid without any guest NUMA cells");
    }
    List<Element> cells = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (XmlElement one : sources) {
      cells.add(readCell(one, memory, count, seen));
    }
    cells.sort(Comparator.comparingLong(cell -> DeviceParts.number(cell, "cellid")));
    Element tuning = domain.ensure(SCHEMA);
    cells.forEach(tuning::add);
  }

  private static Element readCell(
      XmlElement source, @Nullable Element memory, int count, Set<Long> seen) {
    long id = Long.parseLong(Values.uint().required(source, "cellid"));
    if (id >= count) {
      throw XmlFailure.invalid(
          "Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell");
    }
    if (!seen.add(id)) {
      throw XmlFailure.invalid("Multiple memnode elements with cellid " + id);
    }
    Element cell = CELL.read(source);
    boolean restrictive = memory != null && memory.is("mode", "restrictive");
    if (restrictive && !cell.is("mode", "restrictive")) {
      throw XmlFailure.invalid(
          "'restrictive' mode is required in memnode element when mode is 'restrictive' in memory"
              + " element");
    }
    String nodes = source.attribute("nodeset");
    if (nodes == null) {
      throw XmlFailure.invalid("Missing required nodeset attribute in memnode element");
    }
    cell.set("nodeset", nodes().of(source, "nodeset"));
    return cell;
  }
}
