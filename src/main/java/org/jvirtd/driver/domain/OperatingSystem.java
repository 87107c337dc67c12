package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <os>}: what the domain boots, and from where. */
final class OperatingSystem {

  private static final int MAX_BOOT_DEVICES = 4;

  /** Types of operating systems that are booted by a kernel, or by firmware that may be chosen. */
  private static final Set<String> BOOTED = Set.of("hvm", "xen", "xenpvh", "uml");

  static final Schema TYPE =
      Schema.of("type").attribute("arch", filled()).attribute("machine", filled()).text(filled());

  private static final Schema FEATURE =
      Schema.of("feature")
          .required("enabled", yesNo())
          .required("name", oneOf("enrolled-keys", "secure-boot"));

  private static final Schema FIRMWARE = Schema.of("firmware").children(FEATURE);

  private static final Schema LOADER =
      Schema.of("loader")
          .attribute("readonly", yesNo())
          .attribute("secure", yesNo())
          .attribute("type", oneOf("rom", "pflash"))
          .attribute("stateless", yesNo())
          .text(filled())
          .with(OperatingSystem::noted);

  private static final Schema NVRAM =
      Schema.of("nvram")
          .attribute("template", text())
          .attribute("type", text())
          .hooked("source", (nvram, source) -> DiskSource.of(nvram.get("type", "file")))
          .unkeptText()
          .onRead(OperatingSystem::completeNvram)
          .with(OperatingSystem::noted);

  private static final Schema TABLE =
      Schema.of("table")
          .attribute("type", text())
          .text((raw, site) -> SanitizedPath.of(raw))
          .onRead((source, table) -> checkTable(table));

  static final Schema BOOT =
      Schema.of("boot").required("dev", oneOf("fd", "cdrom", "hd", "network"));

  private static final Schema BOOTMENU =
      Schema.of("bootmenu")
          .attribute("enable", yesNo())
          .attribute("timeout", uint().unchecked())
          .onRead((source, menu) ->
              menu.set("timeout", menu.is("enable", "yes") ? uint().of(source, "timeout") : null));

  private static final Schema BIOS =
      Schema.of("bios")
          .attribute("useserial", yesNo().unchecked())
          .attribute("rebootTimeout", integer())
          .onRead((source, bios) -> {
            if (bios.has("useserial") && !bios.is("useserial", "yes")) {
              bios.set("useserial", "no");
            }
          });

  private static final Schema SMBIOS =
      Schema.of("smbios").attribute("mode", oneOf("emulate", "host", "sysinfo").unchecked());

  private static final Schema INITARG =
      Schema.text("initarg", filled())
          .always()
          .onRead((source, argument) -> {
            if (argument.text() == null) {
              throw XmlFailure.invalid("No data supplied for <initarg> element");
            }
          });

  private static final Schema INITENV =
      Schema.of("initenv")
          .attribute("name", text())
          .text(filled())
          .always()
          .onRead((source, variable) -> {
            if (!variable.has("name")) {
              throw XmlFailure.invalid("No name supplied for <initenv> element");
            }
            if (variable.text() == null) {
              throw XmlFailure.invalid(
                  "No value supplied for <initenv name='" + variable.get("name") + "'> element");
            }
          });

  static final Schema OS =
      Schema.of("os")
          .attribute("firmware", filled())
          .child(TYPE)
          .joined(FIRMWARE, os -> isOf(os, Set.of("hvm")) && os.has("firmware"))
          .child(Schema.text("init", filled()), OperatingSystem::isContainer)
          .children(INITARG, OperatingSystem::isContainer)
          .children(INITENV, OperatingSystem::isContainer)
          .child(Schema.text("initdir", filled()), OperatingSystem::isContainer)
          .child(Schema.text("inituser", filled()), OperatingSystem::isContainer)
          .child(Schema.text("initgroup", filled()), OperatingSystem::isContainer)
          .child(LOADER, OperatingSystem::isBooted)
          .child(NVRAM, OperatingSystem::isBooted)
          .child(Schema.text("kernel", filled()), OperatingSystem::isBooted)
          .child(Schema.text("initrd", filled()), OperatingSystem::isBooted)
          .child(Schema.text("cmdline", filled()), os -> isBooted(os) || isContainer(os))
          .child(Schema.text("dtb", filled()), OperatingSystem::isBooted)
          .child(Schema.text("root", filled()), OperatingSystem::isBooted)
          .joined(Schema.of("acpi").children(TABLE), OperatingSystem::isMachine)
          .hooked(BOOT)
          .child(BOOTMENU, OperatingSystem::isMachine)
          .child(BIOS, OperatingSystem::isMachine)
          .joined(SMBIOS)
          .after("type", (source, os) -> keepFirmwareOfMachine(os))
          .after("firmware", (source, os) -> checkFirmware(os))
          .before("boot", OperatingSystem::readBootDevices)
          .reads("type", "firmware", "nvram", "loader", "acpi", "boot", "bootmenu", "bios");

  private OperatingSystem() {}

  /** That it is there counts, but it is written only when there is something in it. */
  private static void noted(Schema schema) {
    schema.always().when((element, mode) -> !element.isEmpty());
  }

  private static boolean isOf(Element os, Set<String> types) {
    Element type = os.child("type");
    // Where a boot loader of the host's is named, no type need be.
    String text = type == null ? null : type.text();
    return types.contains(text == null ? "xen" : text);
  }

  /** Where a document has several of it, what one says of its type holds for all. */
  static void completeType(XmlElement source, Element domain) {
    Element type = domain.at("os", "type");
    if (type == null) {
      return;
    }
    for (XmlElement os : source.children("os")) {
      XmlElement other = os.child("type");
      for (String attribute : new String[] {"arch", "machine"}) {
        if (other != null && !type.has(attribute)) {
          type.set(attribute, filled().of(other, attribute));
        }
      }
    }
  }

  private static boolean isMachine(Element os) {
    return isOf(os, Set.of("hvm"));
  }

  private static boolean isContainer(Element os) {
    return isOf(os, Set.of("exe"));
  }

  private static boolean isBooted(Element os) {
    return isOf(os, BOOTED);
  }

  private static void keepFirmwareOfMachine(Element os) {
    if (!isMachine(os)) {
      os.set("firmware", null);
    }
  }

  private static void checkFirmware(Element os) {
    String firmware = os.get("firmware");
    if (firmware != null && !firmware.equals("bios") && !firmware.equals("efi")) {
      throw XmlFailure.invalid("unknown firmware value " + firmware);
    }
  }

  private static void readBootDevices(XmlElement source, Element os) {
    if (isMachine(os)) {
      source.children("boot").stream()
          .limit(MAX_BOOT_DEVICES)
          .forEach(boot -> os.add(BOOT.read(boot)));
    }
  }

  private static void completeNvram(XmlElement source, Element nvram) {
    String type =
        oneOf("none", "file", "block", "dir", "network", "volume", "nvme", "vhostuser")
            .of(source, "type");
    if (type == null) {
      String path = source.text();
      nvram.setText(path.isEmpty() ? null : path);
      return;
    }
    XmlElement place = source.child("source");
    Schema kind = DiskSource.of(type);
    if (place == null) {
      throw XmlFailure.invalid("missing <source> element in <nvram> with type='" + type + "'");
    }
    if (kind == null) {
      throw XmlFailure.internal("unexpected disk type " + type);
    }
    nvram.add(kind.read(place)).set("startupPolicy", null);
  }

  private static void checkTable(Element table) {
    String type = table.get("type");
    if (type == null) {
      throw XmlFailure.invalid("Missing acpi table type");
    }
    if (!type.equals("slic")) {
      throw XmlFailure.invalid("Unknown acpi table type: " + type);
    }
  }

  /** How the guest's SMBIOS is made, which libvirt reads last, and for any type of guest. */
  static void checkSmbios(Element domain) {
    String mode = domain.valueAt("mode", "os", "smbios");
    if (mode != null && !Set.of("emulate", "host", "sysinfo").contains(mode)) {
      throw XmlFailure.unsupported("unknown smbios mode '" + mode + "'");
    }
  }

  /** Fills in what a definition leaves out. */
  static void complete(@Nullable Element os) {
    if (os == null) {
      return;
    }
    completeEnrolledKeys(os.child("firmware"));
    Element loader = os.child("loader");
    if (loader != null && loader.text() != null && !loader.has("type")) {
      loader.set("type", "rom");
    }
  }

  /** Enrolled keys need secure boot, so libvirt says so. */
  private static void completeEnrolledKeys(@Nullable Element firmware) {
    if (firmware == null) {
      return;
    }
    Element keys = feature(firmware, "enrolled-keys");
    Element secure = feature(firmware, "secure-boot");
    firmware.removeIf(child -> true);
    if (keys != null) {
      firmware.add(keys);
      if (keys.is("enabled", "yes")) {
        if (secure != null && secure.is("enabled", "no")) {
          throw XmlFailure.malformed(
              "firmware feature 'enrolled-keys' cannot be enabled when firmware feature"
                  + " 'secure-boot' is disabled");
        }
        secure = new Element(FEATURE);
        secure.set("enabled", "yes");
        secure.set("name", "secure-boot");
      }
    }
    if (secure != null) {
      firmware.add(secure);
    }
  }

  private static @Nullable Element feature(Element firmware, String name) {
    Element found = null;
    for (Element feature : firmware.children()) {
      if (feature.is("name", name)) {
        found = feature;
      }
    }
    return found;
  }
}
