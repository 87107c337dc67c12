package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <memory>} among the devices: modules that come on top of what the domain begins with. */
final class MemoryDevice {

  private static final Schema NODEMASK =
      Schema.text("nodemask", (raw, site) -> raw.isEmpty() ? null : Bitmap.parse(raw).toString());

  private static final Schema SOURCE =
      Schema.of("source")
          .child(NODEMASK)
          .child(ScaledSize.kib("pagesize", "./pagesize"))
          .child(Schema.text("path", filled()))
          .child(ScaledSize.kib("alignsize", "./alignsize"))
          .child(Schema.flag("pmem"));

  private static final Schema CURRENT =
      ScaledSize.kib("current", "./current").when((current, mode) -> mode.live());

  private static final Schema TARGET =
      Schema.of("target")
          .child(ScaledSize.kib("size", "./size"))
          .child(Schema.text("node", uint()))
          .child(Schema.of("label").child(ScaledSize.kib("size", "./label/size")))
          .child(Schema.flag("readonly"))
          .child(ScaledSize.kib("block", "./block"))
          .child(ScaledSize.kib("requested", "./requested"))
          .child(CURRENT);

  static final Schema SCHEMA =
      Schema.of("memory")
          .required("model", oneOf("dimm", "nvdimm", "virtio-pmem", "virtio-mem", "sgx-epc"))
          .attribute("access", oneOf("shared", "private"))
          .attribute("discard", yesNo())
          .child(
              Schema.text(
                  "uuid", Values.uuid(raw -> XmlFailure.internal("malformed uuid element"))))
          .child(SOURCE)
          .child(TARGET)
          .with(DeviceParts::info)
          .onRead(MemoryDevice::complete);

  private MemoryDevice() {}

  private static void complete(XmlElement source, Element memory) {
    Element target = memory.child("target");
    if (target == null) {
      throw XmlFailure.invalid("missing target in memory device");
    }
    if (target.child("size") == null) {
      throw XmlFailure.invalidValue("missing element or attribute './size'");
    }
    String model = memory.get("model", "");
    if (model.equals("virtio-pmem") && !memory.has("access")) {
      memory.set("access", "shared");
    }
    Element file = memory.child("source");
    if (file != null) {
      boolean paths = model.equals("nvdimm") || model.equals("virtio-pmem");
      file.removeIf(child ->
          switch (child.name()) {
            case "nodemask" -> paths;
            case "pagesize" -> paths || model.equals("sgx-epc");
            case "path" -> !paths;
            default -> !model.equals("nvdimm");
          });
    }
    boolean virtio = model.equals("virtio-mem");
    if (virtio) {
      Element current = target.ensure(CURRENT);
      current.set("unit", "KiB");
      current.setText("0");
    }
    target.removeIf(child ->
        !virtio
            && (child.name().equals("block")
                || child.name().equals("requested")
                || child.name().equals("current")));
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
