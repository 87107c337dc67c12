package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.natural;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** {@code <cpu>}: the model of the guest's processor, its topology and its NUMA cells. */
final class CpuModel {

  private static final int VENDOR_ID_LENGTH = 12;
  private static final Set<String> WITH_MODEL = Set.of("custom", "host-model");

  private static final Schema MODEL =
      Schema.of("model")
          .attribute(
              "fallback",
              oneOf(raw -> unsupported("Invalid fallback attribute"), "allow", "forbid"))
          .attribute("vendor_id", filled())
          .text(filled());

  private static final Schema TOPOLOGY =
      Schema.of("topology")
          .required("sockets", positive())
          .defaulted("dies", positive(), "1")
          .required("cores", positive())
          .required("threads", positive());

  private static final Schema CACHE =
      Schema.of("cache")
          .attribute("level", natural())
          .required("mode", oneOf("emulate", "passthrough", "disable"));

  private static final Schema MAX_PHYS_ADDR =
      Schema.of("maxphysaddr")
          .required("mode", oneOf("emulate", "passthrough"))
          .attribute("bits", natural());

  private static final Schema FEATURE =
      Schema.of("feature")
          .defaulted(
              "policy",
              oneOf(
                  raw -> unsupported("Invalid CPU feature policy"),
                  "force",
                  "require",
                  "optional",
                  "disable",
                  "forbid"),
              "require")
          .attribute("name", text());

  private static final Schema CELL_CACHE =
      Schema.of("cache")
          .required("level", positive())
          .attribute("associativity", oneOf("none", "direct", "full").hiding("none"))
          .attribute("policy", oneOf("none", "writeback", "writethrough").hiding("none"))
          .child(sized("size", 1024))
          .child(sized("line", 1));

  private static final Schema SIBLING =
      Schema.of("sibling").required("id", uint()).required("value", uint());

  private static final Schema DISTANCES = Schema.of("distances").children(SIBLING);

  private static final Schema CELL =
      Schema.of("cell")
          .attribute("id", uint())
          .attribute("cpus", Values.bitmap())
          .attribute("memory", text())
          .attribute("unit", text())
          .attribute("memAccess", oneOf("shared", "private"))
          .attribute("discard", yesNo())
          .child(DISTANCES)
          .children(CELL_CACHE)
          .onRead(CpuModel::completeCell);

  private static final Schema LATENCY =
      Schema.of("latency")
          .required("initiator", uint())
          .required("target", uint())
          .attribute("cache", uint().hiding("0"))
          .required("type", oneOf("access", "read", "write"))
          .required("value", Values.ulong());

  private static final Schema BANDWIDTH =
      Schema.of("bandwidth")
          .required("initiator", uint())
          .required("target", uint())
          .attribute("cache", uint().hiding("0"))
          .required("type", oneOf("access", "read", "write"))
          .attribute("value", text())
          .attribute("unit", text())
          .onRead((source, bandwidth) -> {
            Long bytes =
                ScaledSize.bytes(
                    bandwidth.get("value", ""), bandwidth.get("unit"), "./@value", 1024);
            bandwidth.set("value", Long.toString(bytes == null ? 0 : bytes / 1024));
            bandwidth.set("unit", "KiB");
          });

  private static final Schema NUMA =
      Schema.of("numa")
          .children(CELL)
          .child(Schema.of("interconnects").children(LATENCY).children(BANDWIDTH))
          .onRead((source, numa) -> {
            if (numa.child("cell") == null) {
              throw XmlFailure.invalid("NUMA topology defined without NUMA cells");
            }
            orderCells(numa);
          })
          .always();

  static final Schema SCHEMA =
      Schema.of("cpu")
          .attribute("mode", mode())
          .attribute("match", oneOf("exact", "minimum", "strict"))
          .attribute("check", optional("default", "none", "partial", "full"))
          .attribute("migratable", onOff())
          .child(MODEL)
          .child(Schema.text("vendor", filled()))
          .child(TOPOLOGY)
          .child(CACHE)
          .child(MAX_PHYS_ADDR)
          .children(FEATURE)
          .child(NUMA)
          .onRead(CpuModel::complete);

  private CpuModel() {}

  private static RpcException unsupported(String text) {
    return XmlFailure.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text);
  }

  private static RpcException invalid(String text) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.CPU, text);
  }

  private static org.jvirtd.driver.xml.ValueType mode() {
    return oneOf(
        raw -> unsupported("Invalid mode attribute '" + raw + "'"),
        "custom",
        "host-model",
        "host-passthrough",
        "maximum");
  }

  private static Schema sized(String name, long scale) {
    return Schema.of(name)
        .attribute("value", text())
        .attribute("unit", text())
        .onRead((source, size) -> {
          Long bytes = ScaledSize.bytes(size.get("value", ""), size.get("unit"), "./@value", 1);
          long value = bytes == null ? 0 : bytes;
          size.set("value", Long.toString(scale == 1 ? value : ScaledSize.toKib(value)));
          size.set("unit", scale == 1 ? "B" : "KiB");
        });
  }

  private static void completeCell(XmlElement source, Element cell) {
    String memory = cell.get("memory");
    if (memory == null) {
      throw XmlFailure.invalidValue("missing element or attribute './@memory'");
    }
    Long bytes = ScaledSize.bytes(memory, cell.get("unit"), "./@memory", 1024);
    cell.set("memory", Long.toString(ScaledSize.toKib(bytes == null ? 0 : bytes)));
    cell.set("unit", "KiB");
  }

  /** Cells stand in the order of their ids; all have one or none has. */
  private static void orderCells(Element numa) {
    List<Element> cells = numa.children("cell");
    @Nullable Element[] byId = new Element[cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      Element cell = cells.get(i);
      long id = cell.has("id") ? DeviceParts.number(cell, "id") : i;
      if (id >= cells.size()) {
        throw XmlFailure.invalid(
            "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed");
      }
      if (byId[(int) id] != null) {
        throw XmlFailure.invalid("Duplicate NUMA cell info for cell id '" + id + "'");
      }
      cell.set("id", Long.toString(id));
      byId[(int) id] = cell;
    }
    numa.removeAll("cell");
    for (Element cell : byId) {
      if (cell != null) {
        numa.add(cell);
      }
    }
    completeDistances(numa.children("cell"));
  }

  /** A distance holds in both directions unless the other one is given; to itself it is 10. */
  private static void completeDistances(List<Element> cells) {
    int count = cells.size();
    if (count > Limits.MAX_NUMA_CELLS) {
      throw XmlFailure.invalid("more than " + Limits.MAX_NUMA_CELLS + " NUMA cells");
    }
    long[][] distances = new long[count][count];
    for (int cell = 0; cell < count; cell++) {
      Element given = cells.get(cell).child("distances");
      if (given != null) {
        for (Element sibling : given.children()) {
          long other = DeviceParts.number(sibling, "id");
          long value = DeviceParts.number(sibling, "value");
          checkDistance(cell, other, value, count);
          distances[cell][cell] = 10;
          distances[(int) other][(int) other] = 10;
          distances[cell][(int) other] = value;
          if (distances[(int) other][cell] == 0) {
            distances[(int) other][cell] = value;
          }
        }
      }
    }
    for (int cell = 0; cell < count; cell++) {
      writeDistances(cells.get(cell), distances[cell]);
    }
  }

  private static void checkDistance(int cell, long other, long value, int count) {
    if (other >= count) {
      throw XmlFailure.invalid(
          "'sibling_id "
              + other
              + "' does not refer to a valid cell within NUMA 'cell id "
              + cell
              + "'");
    }
    boolean local = other == cell;
    if (value < 10 || value > 255 || local != (value == 10)) {
      throw XmlFailure.invalid(
          "'value "
              + value
              + "' is invalid for 'sibling id "
              + other
              + "' under NUMA 'cell id "
              + cell
              + "'");
    }
  }

  private static void writeDistances(Element cell, long[] distances) {
    cell.removeAll("distances");
    Element all = new Element(DISTANCES);
    for (int other = 0; other < distances.length; other++) {
      if (distances[other] != 0) {
        Element sibling = all.add(new Element(SIBLING));
        sibling.set("id", Integer.toString(other));
        sibling.set("value", Long.toString(distances[other]));
      }
    }
    if (!all.isEmpty()) {
      cell.add(all);
    }
  }

  private static void complete(XmlElement source, Element cpu) {
    String mode = cpu.get("mode", "custom");
    Element model = cpu.child("model");
    boolean named = model != null && model.text() != null;
    boolean custom = mode.equals("custom");
    boolean passed = mode.equals("host-passthrough") || mode.equals("maximum");
    if (cpu.has("migratable") && !passed) {
      throw unsupported(
          "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
    }
    if (cpu.child("vendor") != null && !named) {
      throw invalid("CPU vendor specified without CPU model");
    }
    checkFeatures(cpu, named || !custom);
    if (custom && !named && cpu.has("check")) {
      throw XmlFailure.unsupported("check attribute specified for CPU with no model");
    }
    if (!custom || named) {
      cpu.set("mode", mode);
      cpu.set("match", custom ? cpu.get("match", "exact") : null);
    } else {
      cpu.set("mode", null);
      cpu.set("match", null);
    }
    completeModel(cpu, model, mode, named);
  }

  private static void completeModel(
      Element cpu, @Nullable Element model, String mode, boolean named) {
    if (!WITH_MODEL.contains(mode)) {
      cpu.removeAll("model");
      cpu.removeAll("vendor");
      return;
    }
    if (model == null) {
      return;
    }
    String vendor = model.get("vendor_id");
    if (vendor != null && vendor.length() != VENDOR_ID_LENGTH) {
      throw invalid("vendor_id must be exactly " + VENDOR_ID_LENGTH + " characters long");
    }
    if (vendor != null && vendor.indexOf(',') >= 0) {
      throw invalid("vendor id is invalid");
    }
    if (named && !model.has("fallback")) {
      model.set("fallback", "allow");
    }
    if (!named) {
      model.set("fallback", null);
      if (vendor == null) {
        cpu.removeAll("model");
      }
    }
  }

  private static void checkFeatures(Element cpu, boolean allowed) {
    Set<String> seen = new HashSet<>();
    for (Element feature : cpu.children("feature")) {
      if (!allowed) {
        throw invalid("Non-empty feature list specified without CPU model");
      }
      String name = feature.get("name", "");
      if (name.isEmpty()) {
        throw invalid("Invalid CPU feature name");
      }
      if (!seen.add(name)) {
        throw invalid("CPU feature '" + name + "' specified more than once");
      }
    }
  }

  /** The CPUs of the cells must be those that the domain has. */
  static void checkNuma(Element domain, long maximum) {
    Element numa = domain.at("cpu", "numa");
    if (numa == null) {
      return;
    }
    long count = 0;
    long highest = 0;
    for (Element cell : numa.children("cell")) {
      String cpus = cell.get("cpus");
      if (cpus != null) {
        Bitmap bits = Bitmap.parse(cpus);
        count += bits.bits().cardinality();
        highest = Math.max(highest, bits.bits().length());
      }
    }
    if (count > maximum) {
      throw XmlFailure.internal("Number of CPUs in <numa> exceeds the <vcpu> count");
    }
    if (highest > maximum) {
      throw XmlFailure.internal("CPU IDs in <numa> exceed the <vcpu> count");
    }
  }
}
