package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.natural;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.ulong;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** {@code <filesystem>}: a folder, file or device of the host that the guest mounts. */
final class Filesystem {

  private static final Schema DRIVER =
      Schema.of("driver")
          .attribute("type", oneOf("path", "handle", "loop", "nbd", "ploop", "virtiofs"))
          .attribute("format", Disk.FORMAT)
          .attribute("wrpolicy", oneOf("immediate"))
          .attribute("queue", ulong().hiding("0"))
          .with(DeviceParts.VIRTIO_OPTIONS);

  private static final Schema BINARY =
      Schema.of("binary")
          .attribute("path", text())
          .attribute("xattr", onOff())
          .child(Schema.of("cache").required("mode", oneOf("none", "always")))
          .child(Schema.of("sandbox").required("mode", oneOf("namespace", "chroot")))
          .child(Schema.of("lock").attributes(onOff(), "posix", "flock"))
          .child(Schema.of("thread_pool").attribute("size", natural()));

  private static final Map<String, Schema> SOURCES =
      Map.of(
          "mount", source().attribute("dir", text()).attribute("socket", text()),
          "bind", source().attribute("dir", text()).attribute("socket", text()),
          "block", source().attribute("dev", text()),
          "file", source().attribute("file", text()),
          "template", source().attribute("name", text()),
          "ram", source().attribute("usage", ulong()).attribute("units", text()),
          "volume", source().attribute("pool", text()).attribute("volume", text()));

  static final Schema SCHEMA =
      Schema.of("filesystem")
          .defaulted(
              "type", oneOf("mount", "block", "file", "template", "ram", "bind", "volume"), "mount")
          .attribute("accessmode", oneOf("passthrough", "mapped", "squash"))
          .attribute("model", oneOf("virtio", "virtio-transitional", "virtio-non-transitional"))
          .attribute("multidevs", optional("default", "remap", "forbid", "warn"))
          .attribute("fmode", octal("fmode"))
          .attribute("dmode", octal("dmode"))
          .child(DRIVER)
          .child("binary", (filesystem, source) -> virtioFs(filesystem) ? BINARY : null)
          .child("source", (filesystem, source) -> SOURCES.get(filesystem.get("type", "")))
          .child(Schema.of("target").attribute("dir", text()))
          .child(Schema.flag("readonly"))
          .with(DeviceParts::bootable)
          .child(limit("space_hard_limit"))
          .child(limit("space_soft_limit"))
          .onRead(Filesystem::complete);

  private Filesystem() {}

  private static Schema source() {
    return Schema.of("source");
  }

  private static boolean virtioFs(Element filesystem) {
    return "virtiofs".equals(filesystem.valueAt("type", "driver"));
  }

  private static Schema limit(String name) {
    return Schema.of(name)
        .attribute("unit", text())
        .text((raw, site) -> null)
        .onRead((source, limit) -> {
          Long bytes = ScaledSize.bytes(source, "./" + name + "[1]", 1);
          limit.set("unit", bytes == null || bytes == 0 ? null : "bytes");
          limit.setText(bytes == null || bytes == 0 ? null : Long.toString(bytes));
        });
  }

  private static ValueType octal(String name) {
    return (raw, site) -> {
      boolean sound = !raw.isEmpty() && raw.length() < 8 && raw.matches("[0-7]+");
      int mode = sound ? Integer.parseInt(raw, 8) : -1;
      if (mode < 0 || mode > 0777) {
        throw XmlFailure.invalid("invalid " + name + ": '" + raw + "'");
      }
      return String.format(Locale.ROOT, "%04o", mode);
    };
  }

  private static void complete(XmlElement source, Element filesystem) {
    Element place = filesystem.child("source");
    Element target = filesystem.child("target");
    String type = filesystem.get("type", "");
    if (place == null && !type.equals("ram")) {
      throw XmlFailure.of(ErrorCode.NO_SOURCE, ErrorDomain.DOMAIN, dir(target));
    }
    if (target == null) {
      throw XmlFailure.of(ErrorCode.NO_TARGET, ErrorDomain.DOMAIN, pathOf(place));
    }
    boolean socket = place != null && place.has("socket");
    if (!filesystem.has("accessmode") && !socket) {
      filesystem.set("accessmode", "passthrough");
    }
    if (type.equals("ram")) {
      completeRam(source.child("source"), place);
    }
  }

  private static String dir(@Nullable Element target) {
    return target == null ? "" : target.get("dir", "");
  }

  private static String pathOf(@Nullable Element place) {
    for (String attribute : new String[] {"dir", "dev", "file", "name"}) {
      if (place != null && place.has(attribute)) {
        return place.get(attribute, "");
      }
    }
    return "";
  }

  private static void completeRam(@Nullable XmlElement source, @Nullable Element place) {
    if (source == null || place == null || !place.has("usage")) {
      throw XmlFailure.invalid("missing 'usage' attribute for RAM filesystem");
    }
    Long bytes =
        ScaledSize.bytes(place.get("usage", ""), source.attribute("units"), "./usage", 1024);
    place.set("usage", Long.toString(bytes == null ? 0 : bytes / 1024));
    place.set("units", "KiB");
  }
}
