package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <memory>} among the devices: modules that come on top of what the domain begins with. */
final class MemoryDevice {

  private static final long LEAST_LABEL_KIB = 128;

  private static final Schema NODEMASK = Schema.text("nodemask", nodes());

  private static final Schema UUID =
      Schema.text(
          "uuid", Values.uuid(raw -> XmlFailure.internal("malformed uuid element")).unlessEmpty());

  private static final Schema REQUESTED = ScaledSize.kib("requested", "./requested");

  private static final Schema CURRENT =
      ScaledSize.kib("current", "./current").when((current, mode) -> mode.live());

  private static final Map<String, Schema> SOURCES = sources();
  private static final Map<String, Schema> TARGETS = targets();

  static final Schema SCHEMA =
      Schema.of("memory")
          .required("model", oneOf("dimm", "nvdimm", "virtio-pmem", "virtio-mem", "sgx-epc"))
          .attribute("access", oneOf("shared", "private"))
          .attribute("discard", yesNo())
          .child(UUID, memory -> memory.is("model", "nvdimm"))
          .child("source", (memory, source) -> SOURCES.get(memory.get("model", "")))
          .child("target", (memory, source) -> TARGETS.get(memory.get("model", "")))
          .unkept("uuid")
          .with(DeviceParts::info)
          .before(
              "target",
              (source, memory) -> {
                if (source.child("target") == null) {
                  throw XmlFailure.invalid("missing <target> element for <memory> device");
                }
              })
          .onRead((source, memory) -> completeAccess(memory));

  private MemoryDevice() {}

  private static ValueType nodes() {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      String nodes = Bitmap.parse(raw).toString();
      if (nodes.isEmpty()) {
        throw XmlFailure.unsupported("Invalid value of 'nodemask': " + raw);
      }
      return nodes;
    };
  }

  private static Schema source() {
    return Schema.of("source").unkept("nodemask", "pagesize", "path", "alignsize", "pmem");
  }

  private static Map<String, Schema> sources() {
    Schema pages = source().child(NODEMASK).child(size("pagesize", "./pagesize"));
    Schema path = Schema.text("path", filled());
    return Map.of(
        "dimm",
        pages.reads("pagesize", "nodemask"),
        "virtio-mem",
        pages,
        "nvdimm",
        source().child(path).child(size("alignsize", "./alignsize")).child(Schema.flag("pmem")),
        "virtio-pmem",
        source().child(path),
        "sgx-epc",
        source().child(NODEMASK));
  }

  private static Schema target() {
    return Schema.of("target")
        .child(ScaledSize.kib("size", "./size"))
        .child(Schema.text("node", node()))
        .unkept("label", "readonly", "block", "requested", "current")
        .after(
            "size",
            (source, target) -> {
              if (target.child("size") == null) {
                throw ScaledSize.missing("./size");
              }
            });
  }

  /** Targets by the models of memory. */
  private static Map<String, Schema> targets() {
    Schema plain = target().reads("node", "size").always();
    Schema label = Schema.of("label").child(size("size", "./label/size"));
    return Map.of(
        "dimm",
        plain,
        "virtio-pmem",
        plain,
        "sgx-epc",
        plain,
        "nvdimm",
        target()
            .child(label)
            .child(Schema.flag("readonly"))
            .after("label", (source, target) -> checkLabel(target))
            .reads("node", "size")
            .always(),
        "virtio-mem",
        target()
            .child(size("block", "./block"))
            .child(REQUESTED)
            .child(CURRENT)
            .onRead((source, target) -> completeBlocks(target))
            .reads("node", "size")
            .always());
  }

  private static ValueType node() {
    return (raw, site) -> {
      Long node = raw.isEmpty() ? null : Numbers.signed(raw, 10);
      boolean bad = node == null || node < 0 || node > Integer.MAX_VALUE;
      if (bad && !raw.isEmpty()) {
        throw XmlFailure.invalid("invalid value of memory device node");
      }
      return node == null ? null : Long.toString(node);
    };
  }

  /** A size that says nothing where it is 0. */
  private static Schema size(String name, String path) {
    return ScaledSize.kib(name, path).when((size, mode) -> !"0".equals(size.text()));
  }

  private static void checkLabel(Element target) {
    Element described = target.child("label");
    long label = described == null ? 0 : DomainChecks.number(described, "size");
    if (label != 0 && label < LEAST_LABEL_KIB) {
      throw XmlFailure.invalid("nvdimm label must be at least 128KiB");
    }
    if (label >= DomainChecks.number(target, "size")) {
      throw XmlFailure.invalid("label size must be smaller than NVDIMM size");
    }
  }

  private static void completeBlocks(Element target) {
    for (Schema size : new Schema[] {REQUESTED, CURRENT}) {
      if (size == CURRENT || target.child(size.name()) == null) {
        Element none = target.ensure(size);
        none.set("unit", "KiB");
        none.setText("0");
      }
    }
  }

  /** On POWER a module that keeps what is in it has a UUID. */
  static void complete(Element domain, Element devices, ParseOptions options) {
    String architecture = domain.valueAt("arch", "os", "type");
    for (Element memory : devices.children("memory")) {
      if (memory.is("model", "nvdimm")
          && architecture != null
          && architecture.startsWith("ppc64")
          && memory.child("uuid") == null) {
        memory.add(new Element(UUID)).setText(options.uuids().get().toString());
      }
    }
  }

  private static void completeAccess(Element memory) {
    if (memory.is("model", "virtio-pmem") && !memory.has("access")) {
      memory.set("access", "shared");
    }
  }

  /** The KiB of all modules together. */
  static long totalKib(Element devices) {
    long total = 0;
    for (Element memory : devices.children("memory")) {
      Element target = memory.child("target");
      total += target == null ? 0 : DomainChecks.number(target, "size");
    }
    return total;
  }
}
