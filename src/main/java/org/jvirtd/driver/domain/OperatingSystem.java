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
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <os>}: what the domain boots, and from where. */
final class OperatingSystem {

  private static final int MAX_BOOT_DEVICES = 4;

  /** Which children belong to which types of operating system; the others are dropped. */
  private static final Set<String> HVM_ONLY =
      Set.of("firmware", "acpi", "boot", "bootmenu", "bios");

  private static final Set<String> KERNEL =
      Set.of("loader", "nvram", "kernel", "initrd", "cmdline", "dtb", "root");
  private static final Set<String> INIT =
      Set.of("init", "initarg", "initenv", "initdir", "inituser", "initgroup");

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
          .onRead((source, loader) -> {
            if (loader.text() != null && !loader.has("type")) {
              loader.set("type", "rom");
            }
          });

  private static final Schema NVRAM =
      Schema.of("nvram")
          .attribute("template", text())
          .attribute("type", text())
          .child("source", (nvram, source) -> DiskSource.of(nvram.get("type", "file")))
          .unkeptText()
          .onRead(OperatingSystem::completeNvram);

  private static final Schema TABLE =
      Schema.of("table")
          .attribute("type", text())
          .text(filled())
          .onRead((source, table) -> {
            String type = table.get("type");
            if (type == null) {
              throw XmlFailure.invalid("Missing acpi table type");
            }
            if (!type.equals("slic")) {
              throw XmlFailure.invalid("Unknown acpi table type: " + type);
            }
          });

  static final Schema BOOT =
      Schema.of("boot").required("dev", oneOf("fd", "cdrom", "hd", "network"));

  private static final Schema BOOTMENU =
      Schema.of("bootmenu")
          .attribute("enable", yesNo())
          .attribute("timeout", uint())
          .onRead((source, menu) -> {
            if (!menu.is("enable", "yes")) {
              menu.set("timeout", null);
            }
          });

  private static final Schema BIOS =
      Schema.of("bios").attribute("useserial", yesNo()).attribute("rebootTimeout", integer());

  private static final Schema SMBIOS =
      Schema.of("smbios").required("mode", oneOf("emulate", "host", "sysinfo"));

  static final Schema OS =
      Schema.of("os")
          .attribute("firmware", text())
          .child(TYPE)
          .child(FIRMWARE)
          .child(Schema.text("init", filled()))
          .children(Schema.text("initarg", filled()))
          .children(Schema.of("initenv").attribute("name", text()).text(filled()))
          .child(Schema.text("initdir", filled()))
          .child(Schema.text("inituser", filled()))
          .child(Schema.text("initgroup", filled()))
          .child(LOADER)
          .child(NVRAM)
          .child(Schema.text("kernel", filled()))
          .child(Schema.text("initrd", filled()))
          .child(Schema.text("cmdline", filled()))
          .child(Schema.text("dtb", filled()))
          .child(Schema.text("root", filled()))
          .child(Schema.of("acpi").children(TABLE))
          .children(BOOT)
          .child(BOOTMENU)
          .child(BIOS)
          .child(SMBIOS)
          .onRead(OperatingSystem::completeOs);

  private OperatingSystem() {}

  private static void completeNvram(XmlElement source, Element nvram) {
    if (nvram.child("source") == null) {
      nvram.set("type", null);
      String path = source.text();
      nvram.setText(path.isEmpty() ? null : path);
    } else if (!nvram.has("type")) {
      nvram.set("type", "file");
    }
  }

  private static void completeOs(XmlElement source, Element os) {
    Element type = os.child("type");
    String kind = type == null ? null : type.text();
    boolean hvm = "hvm".equals(kind);
    boolean exe = "exe".equals(kind);
    os.removeIf(child ->
        (HVM_ONLY.contains(child.name()) && !hvm)
            || (KERNEL.contains(child.name()) && (exe || "linux".equals(kind)))
            || (INIT.contains(child.name()) && !exe));
    if (!hvm) {
      os.set("firmware", null);
    } else {
      checkFirmware(os);
    }
    os.keepFirst("boot", MAX_BOOT_DEVICES);
    if (!os.has("firmware")) {
      // Features are what a firmware is chosen by; without a choice they mean nothing.
      os.removeAll("firmware");
    }
    completeEnrolledKeys(os.child("firmware"));
    checkLoader(source, os);
  }

  /** A loader or its variables need a path, unless the firmware is chosen automatically. */
  private static void checkLoader(XmlElement source, Element os) {
    boolean given = source.child("loader") != null || source.child("nvram") != null;
    Element type = os.child("type");
    String kind = type == null ? null : type.text();
    boolean looked = kind != null && !kind.equals("exe") && !kind.equals("linux");
    Element loader = os.child("loader");
    boolean path = loader != null && loader.text() != null;
    if (given && looked && !path && !os.has("firmware")) {
      throw XmlFailure.malformed("no loader path specified and firmware auto selection disabled");
    }
  }

  private static void checkFirmware(Element os) {
    String firmware = os.get("firmware");
    if (firmware != null && !firmware.equals("bios") && !firmware.equals("efi")) {
      throw XmlFailure.invalid("unknown firmware value " + firmware);
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
