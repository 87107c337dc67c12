package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.ulong;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** {@code <filesystem>}: a folder, file or device of the host that the guest mounts. */
final class Filesystem {

  private static final int MOST_MODE = 0777;

  /** The attributes of a source that say where it is. */
  private static final List<String> PLACES = List.of("dir", "dev", "file", "name");

  private static final Schema DRIVER =
      Schema.of("driver")
          .attribute("type", oneOf("path", "handle", "loop", "nbd", "ploop", "virtiofs"))
          .attribute(
              "format",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown driver format value '" + raw + "'"),
                  Disk.FORMATS.toArray(String[]::new)))
          .attribute("wrpolicy", oneOf("immediate"))
          .attribute("queue", ulong().unchecked())
          .with(DeviceParts.VIRTIO_OPTIONS)
          // Without a type, nothing else of it is known.
          .onRead((source, driver) -> {
            if (!driver.has("type")) {
              driver.set("format", null);
              driver.set("wrpolicy", null);
            }
            if (!driver.is("type", "virtiofs")) {
              driver.set("queue", null);
            }
          });

  private static final Schema BINARY =
      Schema.of("binary")
          .attribute("path", (raw, site) -> raw.isEmpty() ? null : SanitizedPath.of(raw))
          .attribute("xattr", onOff())
          .child(Schema.of("cache").attribute("mode", oneOf("none", "always")))
          .child(Schema.of("sandbox").attribute("mode", oneOf("namespace", "chroot")))
          .child(Schema.of("lock").attributes(onOff(), "posix", "flock"))
          .child(Schema.of("thread_pool").attribute("size", integer().unchecked()));

  private static final Map<String, Schema> SOURCES =
      Map.of(
          "mount", source().attributes(text(), "dir", "socket"),
          "bind", source().attributes(text(), "dir", "socket"),
          "block", source().attributes(text(), "dev"),
          "file", source().attributes(text(), "file"),
          "template", source().attributes(text(), "name"),
          "ram", source().attribute("usage", ulong().unchecked()).attribute("units", text()),
          "volume", source().attributes(text(), "pool", "volume", "mode"));

  static final Schema SCHEMA =
      Schema.of("filesystem")
          .defaulted(
              "type", oneOf("mount", "block", "file", "template", "ram", "bind", "volume"), "mount")
          .attribute("accessmode", optional("", "passthrough", "mapped", "squash"))
          .attribute("model", oneOf("virtio", "virtio-transitional", "virtio-non-transitional"))
          .attribute("multidevs", optional("default", "remap", "forbid", "warn"))
          .attribute("fmode", octal())
          .attribute("dmode", octal())
          .child(DRIVER)
          .child("binary", (filesystem, source) -> virtioFs(filesystem) ? BINARY : null)
          .child("source", (filesystem, source) -> SOURCES.get(filesystem.get("type", "")))
          .joined(Schema.of("target").attribute("dir", filled()))
          .child(Schema.flag("readonly"))
          .with(DeviceParts::bootable)
          .child(limit("space_hard_limit"))
          .child(limit("space_soft_limit"))
          .before("source", (source, filesystem) -> checkModes(filesystem))
          .after("source", (source, filesystem) -> checkVolume(filesystem))
          .after("binary", Filesystem::checkProcess)
          .before("alias", Filesystem::checkSource)
          .reads(
              "space_hard_limit",
              "space_soft_limit",
              "source",
              "target",
              "driver",
              "binary",
              "alias");

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
          Long bytes =
              ScaledSize.positive(
                  source.text(),
                  source.attribute("unit"),
                  "./" + name + "[1]",
                  1,
                  ScaledSize.UNBOUNDED);
          limit.set("unit", bytes == null ? null : "bytes");
          limit.setText(bytes == null ? null : Long.toUnsignedString(bytes));
        });
  }

  /** A mode in octal digits; it is looked at again when all of them are numbers. */
  private static ValueType octal() {
    return (raw, site) -> {
      Long mode = Numbers.unsigned32(raw, 8);
      if (mode == null) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return mode == 0 ? null : "%04o".formatted(mode);
    };
  }

  private static void checkModes(Element filesystem) {
    for (String attribute : new String[] {"fmode", "dmode"}) {
      Long mode = Numbers.unsigned(filesystem.get(attribute, "0"), 8);
      if (mode != null && mode > MOST_MODE) {
        throw XmlFailure.invalid("invalid %s: '0%o'".formatted(attribute, mode));
      }
    }
  }

  private static void checkVolume(Element filesystem) {
    Element place = filesystem.child("source");
    if (place != null && filesystem.is("type", "volume")) {
      DiskSource.checkVolume(place);
      place.set("mode", null);
    }
  }

  /** What the process is told that serves the guest. */
  private static void checkProcess(XmlElement source, Element filesystem) {
    if (!virtioFs(filesystem)) {
      return;
    }
    Element driver = filesystem.child("driver");
    String queue = driver == null ? "" : driver.get("queue", "");
    if (driver != null && !queue.isEmpty()) {
      Long size = Numbers.wrapping(queue, 10, 64);
      if (size == null) {
        throw XmlFailure.invalid("cannot parse queue size '" + queue + "' for virtiofs");
      }
      driver.set("queue", size == 0 ? null : Long.toUnsignedString(size));
    }
    Element pool = filesystem.at("binary", "thread_pool");
    String threads = pool == null ? "" : pool.get("size", "");
    if (pool != null && !threads.isEmpty()) {
      Long size = Numbers.signed(threads, 10);
      if (size == null || size != size.intValue()) {
        throw XmlFailure.invalid("cannot parse thread pool size '" + threads + "' for virtiofs");
      }
      pool.set("size", size < 0 ? null : Long.toString(size));
    }
  }

  private static void checkSource(XmlElement source, Element filesystem) {
    String type = filesystem.get("type", "");
    Element place = filesystem.child("source");
    XmlElement given = source.child("source");
    boolean socket = given != null && given.attribute("socket") != null;
    boolean named = PLACES.stream().anyMatch(name -> place != null && place.has(name));
    if (!named && !socket && !type.equals("ram") && !type.equals("volume")) {
      String target = filesystem.valueAt("dir", "target");
      throw target == null
          ? XmlFailure.bare(ErrorCode.NO_SOURCE)
          : XmlFailure.of(ErrorCode.NO_SOURCE, ErrorDomain.DOMAIN, target);
    }
    if (place != null && place.has("socket")) {
      place.set("dir", null);
    }
    if (!filesystem.has("accessmode") && !socket) {
      filesystem.set("accessmode", "passthrough");
    }
    if (type.equals("ram")) {
      completeRam(place);
    }
  }

  private static void completeRam(@Nullable Element place) {
    String raw = place == null ? null : place.get("usage");
    if (place == null || raw == null) {
      throw XmlFailure.invalid("missing 'usage' attribute for RAM filesystem");
    }
    Long number = Numbers.wrapping(raw, 10, 64);
    if (number == null) {
      throw XmlFailure.invalid("cannot parse usage '" + raw + "' for RAM filesystem");
    }
    Long bytes =
        ScaledSize.bytes(
            Long.toUnsignedString(number),
            place.get("units"),
            "./usage",
            1024,
            ScaledSize.UNBOUNDED);
    place.set("usage", Long.toString(bytes == null ? 0 : Long.divideUnsigned(bytes, 1024)));
    place.set("units", "KiB");
  }

  /** What a file system is of, for the error that it has no target. */
  static @Nullable String place(Element filesystem) {
    Element place = filesystem.child("source");
    for (String name : PLACES) {
      if (place != null && place.has(name)) {
        return place.get(name);
      }
    }
    return place == null ? null : place.get("socket");
  }
}
