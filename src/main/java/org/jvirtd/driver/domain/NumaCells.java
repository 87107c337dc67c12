package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <numa>}: the cells of a guest, their caches, and how far they are from each other. */
final class NumaCells {

  private static final int LOCAL = 10;
  private static final int UNREACHABLE = 255;

  private static final Schema CACHE =
      Schema.of("cache")
          .attribute("level", text())
          .attribute("associativity", oneOf("none", "direct", "full").unchecked())
          .attribute("policy", oneOf("none", "writeback", "writethrough").unchecked())
          .child(sized("size"))
          .child(sized("line"));

  private static final Schema SIBLING =
      Schema.of("sibling").required("id", uint()).required("value", uint());

  private static final Schema DISTANCES = Schema.of("distances").hooked(SIBLING);

  private static final Schema CELL =
      Schema.of("cell")
          .attribute("id", uint())
          .attribute("cpus", Values.bitmap())
          .attribute("memory", text())
          .attribute("unit", text())
          .attribute("memAccess", oneOf("shared", "private").unchecked())
          .attribute("discard", yesNo().unchecked())
          .hooked(DISTANCES)
          .hooked(CACHE);

  private static final Schema LATENCY =
      Schema.of("latency")
          .required("initiator", uint())
          .required("target", uint())
          .attribute("cache", uint().hiding("0"))
          .required("type", oneOf("access", "read", "write"))
          .attribute("value", ulong());

  private static final Schema BANDWIDTH =
      Schema.of("bandwidth")
          .required("initiator", uint())
          .required("target", uint())
          .attribute("cache", uint().hiding("0"))
          .required("type", oneOf("access", "read", "write"))
          .attribute("value", text())
          .attribute("unit", text());

  private static final Schema INTERCONNECTS =
      Schema.of("interconnects")
          .hooked(LATENCY)
          .hooked(BANDWIDTH)
          .mixed()
          .onRead(NumaCells::readInterconnects);

  static final Schema SCHEMA =
      Schema.of("numa")
          .hooked(CELL)
          .child(INTERCONNECTS)
          .before("interconnects", (source, numa) -> new NumaCells(source).read(numa))
          .always();

  /** Reads the cells of a domain: libvirt takes together those of all its processors. */
  static void read(XmlElement source, Element domain) {
    List<XmlElement> numas = new ArrayList<>();
    for (XmlElement cpu : source.children("cpu")) {
      XmlElement numa = cpu.child("numa");
      if (numa != null) {
        numas.add(numa);
      }
    }
    if (!numas.isEmpty()) {
      domain.ensure(CpuModel.SCHEMA).add(SCHEMA.read(XmlElement.joined(numas)));
    }
  }

  private final List<XmlElement> sources;
  private final @Nullable Element[] cells;
  private final @Nullable BitSet[] cpus;
  private final int[][] distances;

  private NumaCells(XmlElement numa) {
    this.sources = numa.children("cell");
    if (sources.isEmpty()) {
      throw XmlFailure.invalid("NUMA topology defined without NUMA cells");
    }
    if (sources.size() > Limits.MAX_NUMA_CELLS) {
      throw XmlFailure.invalid("more than " + Limits.MAX_NUMA_CELLS + " NUMA cells");
    }
    this.cells = new Element[sources.size()];
    this.cpus = new BitSet[sources.size()];
    this.distances = new int[sources.size()][sources.size()];
  }

  private static Schema sized(String name) {
    return Schema.of(name).attribute("value", text()).attribute("unit", text());
  }

  /** Reads the cells; they stand in the order of their ids, which count from 0. */
  private void read(Element numa) {
    for (int i = 0; i < sources.size(); i++) {
      read(sources.get(i), i);
    }
    for (int id = 0; id < cells.length; id++) {
      Element cell = Objects.requireNonNull(cells[id], "a cell of each id");
      writeDistances(cell, distances[id]);
      numa.add(cell);
    }
  }

  private void read(XmlElement source, int place) {
    String given = uint().of(source, "id");
    long number = given == null ? place : Long.parseLong(given);
    if (number >= cells.length) {
      throw XmlFailure.invalid(
          "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges"
              + " not starting from 0 are not allowed");
    }
    int id = (int) number;
    Element before = cells[id];
    // libvirt sees a cell without memory as one that is not there yet.
    if (before != null && !before.is("memory", "0")) {
      throw XmlFailure.invalid("Duplicate NUMA cell info for cell id '" + id + "'");
    }
    claimCpus(id, source.attribute("cpus"));
    Element cell = CELL.read(source);
    cell.set("id", Integer.toString(id));
    cell.set("cpus", cpus[id] == null ? null : Bitmap.of(cpus[id]).toString());
    long memory =
        ScaledSize.requiredMemory(
            source.attribute("memory"), source.attribute("unit"), "./@memory");
    cell.set("memory", Long.toString(memory));
    cell.set("unit", "KiB");
    check(cell, "memAccess", oneOf("shared", "private"));
    check(cell, "discard", yesNo());
    readDistances(source.child("distances"), id);
    readCaches(source, cell, id);
    cells[id] = cell;
  }

  private static void check(Element cell, String attribute, ValueType type) {
    String value = cell.get(attribute);
    if (value != null) {
      type.read(value, new ValueType.Site(cell.name(), attribute));
    }
  }

  private void claimCpus(int id, @Nullable String set) {
    BitSet bits = set == null ? new BitSet() : Bitmap.parse(set).bits();
    if (!bits.isEmpty()) {
      cpus[id] = bits;
    }
    BitSet own = cpus[id];
    for (int other = 0; own != null && other < cpus.length; other++) {
      BitSet others = cpus[other];
      if (other != id && others != null && others.intersects(own)) {
        throw XmlFailure.unsupported(
            "NUMA cells " + id + " and " + other + " have overlapping vCPU ids");
      }
    }
  }

  /** A distance holds in both directions unless the other one is given; to itself it is 10. */
  private void readDistances(@Nullable XmlElement given, int cell) {
    if (given == null) {
      return;
    }
    List<XmlElement> siblings = given.children("sibling");
    if (siblings.isEmpty()) {
      throw XmlFailure.invalid("NUMA distances defined without siblings");
    }
    for (XmlElement sibling : siblings) {
      long id = Long.parseLong(uint().required(sibling, "id"));
      if (id >= cells.length) {
        throw XmlFailure.invalid(
            "'sibling_id %d' does not refer to a valid cell within NUMA 'cell id %d'"
                .formatted((int) id, cell));
      }
      int other = (int) id;
      long value = Long.parseLong(uint().required(sibling, "value"));
      boolean local = other == cell;
      if (value < LOCAL || value > UNREACHABLE || local != (value == LOCAL)) {
        throw XmlFailure.invalid(
            "'value %d' is invalid for 'sibling id %d' under NUMA 'cell id %d'"
                .formatted((int) value, other, cell));
      }
      distances[cell][cell] = LOCAL;
      distances[other][other] = LOCAL;
      distances[cell][other] = (int) value;
      if (distances[other][cell] == 0) {
        distances[other][cell] = (int) value;
      }
    }
  }

  private static void writeDistances(Element cell, int[] distances) {
    Element all = new Element(DISTANCES);
    for (int other = 0; other < distances.length; other++) {
      if (distances[other] != 0) {
        Element sibling = all.add(new Element(SIBLING));
        sibling.set("id", Integer.toString(other));
        sibling.set("value", Integer.toString(distances[other]));
      }
    }
    if (!all.isEmpty()) {
      cell.add(all);
    }
  }

  private static void readCaches(XmlElement source, Element cell, int id) {
    for (XmlElement one : source.children("cache")) {
      Element cache = CACHE.read(one);
      Long level = Numbers.unsigned32(present(cache, "level", id), 10);
      if (level == null || level == 0) {
        throw XmlFailure.invalid("Invalid 'level' attribute in cache element for NUMA node " + id);
      }
      cache.set("level", Long.toString(level));
      word(cache, "associativity", id, "none", "direct", "full");
      word(cache, "policy", id, "none", "writeback", "writethrough");
      size(cache, "size", 1024);
      size(cache, "line", 1);
      cell.add(cache);
    }
  }

  private static String present(Element cache, String attribute, int id) {
    String value = cache.get(attribute);
    if (value == null) {
      throw XmlFailure.invalid(
          "Missing '" + attribute + "' attribute in cache element for NUMA node " + id);
    }
    return value;
  }

  private static void word(Element cache, String attribute, int id, String... words) {
    // A policy that is missing is complained about, and then found to be no policy.
    boolean policy = attribute.equals("policy");
    String value = policy ? cache.get("policy", "(null)") : present(cache, attribute, id);
    if (!Arrays.asList(words).contains(value)) {
      throw XmlFailure.invalid("Invalid cache " + attribute + " '" + value + "'");
    }
    cache.set(attribute, value.equals("none") ? null : value);
  }

  /** The unit of either is where nobody writes one, so that it is always the usual one. */
  private static void size(Element cache, String name, long scale) {
    Element size = cache.child(name);
    String value = size == null ? null : size.get("value");
    String path = "./" + name + "/@value";
    if (size == null || value == null || value.isEmpty()) {
      throw ScaledSize.missing(path);
    }
    if (scale == 1) {
      Long bytes = ScaledSize.bytes(value, null, path, 1, ScaledSize.UNBOUNDED);
      size.set("value", Long.toUnsignedString(bytes == null ? 0 : bytes));
      size.set("unit", "B");
    } else {
      size.set("value", Long.toString(ScaledSize.requiredMemory(value, null, path)));
      size.set("unit", "KiB");
    }
  }

  /** Both kinds are written as they stood, one after the other. */
  private static void readInterconnects(XmlElement source, Element interconnects) {
    for (XmlElement one : source.children()) {
      if (one.name().equals("latency")) {
        ulong().required(one, "value");
        interconnects.add(LATENCY.read(one));
      } else if (one.name().equals("bandwidth")) {
        long kib =
            ScaledSize.requiredMemory(one.attribute("value"), one.attribute("unit"), "./@value");
        Element bandwidth = interconnects.add(BANDWIDTH.read(one));
        bandwidth.set("value", Long.toString(kib));
        bandwidth.set("unit", "KiB");
      }
    }
  }
}
