package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <shmem>}: memory that guests share. */
final class SharedMemory {

  private static final Schema MODEL =
      Schema.of("model")
          .defaulted("type", oneOf("ivshmem", "ivshmem-plain", "ivshmem-doorbell"), "ivshmem");

  private static final Schema SERVER =
      Schema.of("server").attribute("path", (raw, site) -> SanitizedPath.of(raw)).always();

  private static final Schema INTERRUPTS =
      Schema.of("msi")
          .attribute("vectors", uint(0).hiding("0"))
          .attribute("ioeventfd", onOff())
          .unkeptAttributes("enabled")
          .always();

  static final Schema SCHEMA =
      Schema.of("shmem")
          .attribute("name", text())
          .attribute("role", oneOf("master", "peer"), memory -> !isOldest(memory))
          .child(MODEL)
          .child(size())
          .child(SERVER)
          .child(INTERRUPTS)
          .after("model", (source, memory) -> checkModel(memory))
          .reads("model", "@role")
          .after(
              "msi",
              (source, memory) -> {
                if (memory.child("msi") != null && memory.child("server") == null) {
                  throw XmlFailure.invalid("msi option is only supported with a server");
                }
              })
          .with(DeviceParts::info);

  private SharedMemory() {}

  /** Whole mebibytes are written, also where that is none. */
  private static Schema size() {
    return Schema.of("size")
        .attribute("unit", text().unchecked())
        .text((raw, site) -> null)
        .onRead((source, size) -> {
          Long bytes =
              ScaledSize.positive(
                  source.text(), source.attribute("unit"), "./size[1]", 1, ScaledSize.UNBOUNDED);
          size.set("unit", bytes == null ? null : "M");
          size.setText(bytes == null ? null : Long.toString(bytes >>> 20));
        });
  }

  /** The first model knows of no roles. */
  private static boolean isOldest(Element memory) {
    return "ivshmem".equals(memory.valueAt("type", "model"));
  }

  private static void checkModel(Element memory) {
    Element model = memory.ensure(MODEL);
    if (!model.has("type")) {
      model.set("type", "ivshmem");
    }
    if (!memory.has("name")) {
      throw XmlFailure.invalid("shmem element must contain 'name' attribute");
    }
  }
}
