package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <video>}: the model, how much memory it has, and which one is the first. */
final class Video {

  private static final Set<String> SIXTEEN_MEBIBYTES = Set.of("vga", "cirrus", "vmvga", "bochs");

  private static final Schema DRIVER =
      Schema.of("driver")
          .with(DeviceParts.VIRTIO_OPTIONS)
          .attribute("vgaconf", oneOf("io", "on", "off").hiding("io").tolerant())
          .attribute("name", oneOf("qemu", "vhostuser"));

  private static final Schema ACCELERATION =
      Schema.of("acceleration")
          .attributes(yesNo(), "accel3d", "accel2d")
          .attribute("rendernode", (raw, site) -> SanitizedPath.of(raw))
          .always()
          .onRead((source, acceleration) -> {
            if (acceleration.isEmpty()) {
              throw XmlFailure.unsupported("missing values for acceleration");
            }
          });

  private static final Schema RESOLUTION =
      Schema.of("resolution").required("x", uint()).required("y", uint()).always();

  private static final ValueType HEADS =
      uint(raw -> XmlFailure.internal("cannot parse video heads '" + raw + "'"));

  /** In the order in which they are written, and looked at once the rest has been. */
  private static final Map<String, ValueType> NUMBERS = numbers();

  private static final Schema MODEL =
      Schema.of("model")
          .attribute("type", type().unchecked())
          .with(model -> NUMBERS.forEach((name, type) -> model.attribute(name, type.unchecked())))
          .attribute("primary", oneOf("yes", "no").hiding("no").tolerant())
          .child(ACCELERATION)
          .child(RESOLUTION);

  static final Schema SCHEMA =
      Schema.of("video")
          .child(DRIVER)
          .joined(MODEL)
          .with(DeviceParts::info)
          .before("alias", (source, video) -> checkModel(video.child("model")))
          .reads("model", "driver")
          .always();

  private Video() {}

  private static Map<String, ValueType> numbers() {
    Map<String, ValueType> types = new LinkedHashMap<>();
    for (String size : new String[] {"ram", "vram", "vram64", "vgamem"}) {
      types.put(
          size, uint(raw -> XmlFailure.invalid("cannot parse video " + size + " '" + raw + "'")));
    }
    types.put("heads", HEADS);
    return types;
  }

  private static void checkModel(@Nullable Element model) {
    if (model == null) {
      return;
    }
    model.set("type", read(model, "type", type()));
    NUMBERS.forEach((name, type) -> model.set(name, read(model, name, type)));
  }

  private static @Nullable String read(Element model, String attribute, ValueType type) {
    String raw = model.get(attribute);
    return raw == null ? null : type.read(raw, new ValueType.Site("model", attribute));
  }

  private static ValueType type() {
    ValueType known =
        oneOf(
            raw -> XmlFailure.unsupported("unknown video model '" + raw + "'"),
            "default",
            "vga",
            "cirrus",
            "vmvga",
            "xen",
            "vbox",
            "qxl",
            "parallels",
            "virtio",
            "gop",
            "none",
            "bochs",
            "ramfb");
    return (raw, site) -> {
      String word = raw.isEmpty() ? "default" : known.read(raw, site);
      return "default".equals(word) ? null : word;
    };
  }

  /** A guest with graphics has a video device; the primary one stands first. */
  static void complete(Element domain, Element devices) {
    if (devices.child("video") == null && devices.child("graphics") != null) {
      devices.add(new Element(SCHEMA));
    }
    List<Element> all = devices.children("video");
    for (Element video : all) {
      completeModel(domain, video.ensure(MODEL));
      Element model = video.child("model");
      if (model != null && model.is("primary", "yes")) {
        devices.removeAt(devices.indexOf(video));
        devices.add(firstPlace(devices), video);
      }
    }
    Element first = devices.child("video");
    Element model = first == null ? null : first.child("model");
    if (first != null && model != null) {
      markFirst(first, model);
    }
  }

  private static int firstPlace(Element devices) {
    Element first = devices.child("video");
    return first == null ? devices.children().size() : devices.indexOf(first);
  }

  private static void markFirst(Element video, Element model) {
    if (model.is("type", "none")) {
      Element bare = new Element(MODEL);
      bare.set("type", "none");
      video.removeIf(child -> !child.name().equals("alias"));
      video.add(bare);
    } else {
      model.set("primary", "yes");
    }
  }

  private static void completeModel(Element domain, Element model) {
    if (!model.has("type")) {
      model.set("type", defaultType(domain));
    }
    String type = model.get("type", "");
    if (!model.has("heads")) {
      model.set("heads", "1");
    }
    if (type.equals("qxl")) {
      model.set("ram", memory(model.get("ram"), 65536));
    } else {
      model.set("ram", memory(model.get("ram"), 0));
    }
    model.set("vram", memory(model.get("vram"), defaultMemory(domain, type)));
    for (String attribute : new String[] {"vram64", "vgamem", "heads"}) {
      if (model.is(attribute, "0")) {
        model.set(attribute, null);
      }
    }
  }

  private static String defaultType(Element domain) {
    Element os = domain.at("os", "type");
    String osType = os == null ? null : os.text();
    if ("xen".equals(osType) || "linux".equals(osType)) {
      return "xen";
    }
    String architecture = os == null ? "" : os.get("arch", "");
    return architecture.startsWith("ppc64") ? "vga" : "cirrus";
  }

  private static int defaultMemory(Element domain, String type) {
    if (SIXTEEN_MEBIBYTES.contains(type)) {
      boolean bochs = type.equals("bochs");
      return switch (bochs ? "" : domain.get("type", "")) {
        case "vbox" -> 8192;
        case "vmware" -> 4096;
        default -> 16384;
      };
    }
    return type.equals("xen") ? 4096 : type.equals("qxl") ? 65536 : 0;
  }

  /** Sizes are rounded up to a power of two, in 32 bits. */
  private static @Nullable String memory(@Nullable String given, int standard) {
    long value = given == null ? 0 : Long.parseLong(given);
    value = value == 0 ? standard : value;
    if (value == 0) {
      return null;
    }
    long power = Long.highestOneBit(value);
    long rounded = (power == value ? power : power << 1) & 0xFFFF_FFFFL;
    return rounded == 0 ? null : Long.toString(rounded);
  }
}
