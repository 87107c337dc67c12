package org.jvirtd.driver.domain;

import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.MetadataElements;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Fills in what a definition leaves out, in the order in which libvirt does. */
final class DomainDefaults {

  private DomainDefaults() {}

  static void complete(Element domain, ParseOptions options) {
    identify(domain, options);
    completeOs(domain, options);
    domain.ensure(Clock.SCHEMA).set("offset", domain.ensure(Clock.SCHEMA).get("offset", "utc"));
    Element devices = domain.ensure(DomainSchema.DEVICES);
    Devices.complete(domain, devices, options);
    requireInit(domain);
    Cpus.completeStates(domain);
    completeMemory(domain, devices);
    OperatingSystem.complete(domain.child("os"));
    Tuning.completeHugePages(domain);
    Controllers.requireDifferent(devices);
    DomainChecks.duplicatePanics(devices);
    completeBoot(domain, devices);
    Clock.checkTimers(domain.child("clock"));
    addText(domain, DomainSchema.ON_POWEROFF, "destroy");
    addText(domain, DomainSchema.ON_REBOOT, "restart");
    addText(domain, DomainSchema.ON_CRASH, "destroy");
    Devices.completeImplicit(domain, devices);
    sanitizeMetadata(domain);
    CpuModel.requireModelOfCheck(domain);
  }

  private static void requireInit(Element domain) {
    Element os = domain.child("os");
    Element type = os == null ? null : os.child("type");
    if (os != null && type != null && "exe".equals(type.text()) && os.child("init") == null) {
      throw XmlFailure.invalid("init binary must be specified");
    }
  }

  /** A machine's own number is the one that its firmware shows. */
  private static void identify(Element domain, ParseOptions options) {
    String shown = SystemInfo.systemUuid(domain);
    Element uuid = domain.child("uuid");
    if (uuid == null) {
      String text = shown != null ? shown : options.uuids().get().toString();
      domain.add(new Element(DomainSchema.UUID)).setText(text);
    }
    Element genid = domain.child("genid");
    if (genid != null && genid.text() == null) {
      genid.setText(options.uuids().get().toString());
    }
  }

  private static void completeOs(Element domain, ParseOptions options) {
    Element type = domain.ensure(OperatingSystem.OS).ensure(OperatingSystem.TYPE);
    if (type.text() == null) {
      type.setText("xen");
    }
    if (!type.has("arch")) {
      type.set("arch", options.architecture());
    }
  }

  private static void completeMemory(Element domain, Element devices) {
    long modules = MemoryDevice.totalKib(devices);
    long total = DomainChecks.number(domain, "memory");
    if (total == 0) {
      long numa = Numa.totalKib(domain);
      total = numa == 0 ? 0 : numa + modules;
    }
    if (modules > total) {
      throw XmlFailure.invalid("Total size of memory devices exceeds the total memory size");
    }
    if (total - modules == 0) {
      throw XmlFailure.invalid(
          "Memory size must be specified via <memory> or in the <numa> configuration");
    }
    set(domain, DomainSchema.MEMORY, total);
    long current = DomainChecks.number(domain, "currentMemory");
    set(domain, DomainSchema.CURRENT_MEMORY, current == 0 || current > total ? total : current);
    completeMaxMemory(domain, total);
  }

  private static void completeMaxMemory(Element domain, long total) {
    Element maximum = domain.child("maxMemory");
    if (maximum == null) {
      return;
    }
    long size = DomainChecks.number(domain, "maxMemory");
    boolean slots = !maximum.get("slots", "0").equals("0");
    if ((size != 0) != slots) {
      throw XmlFailure.invalid("both maximum memory size and memory slot count must be specified");
    }
    if (size == 0) {
      domain.removeAll("maxMemory");
    } else if (size < total) {
      throw XmlFailure.invalid(
          "maximum memory size must be equal or greater than the actual memory size");
    }
  }

  private static void set(Element domain, Schema schema, long kib) {
    Element size = domain.ensure(schema);
    size.set("unit", "KiB");
    size.setText(Long.toString(kib));
  }

  private static void addText(Element domain, Schema schema, String text) {
    if (domain.child(schema.name()) == null) {
      domain.add(new Element(schema)).setText(text);
    }
  }

  /** A machine boots from its hard disk, unless the definition says otherwise anywhere. */
  private static void completeBoot(Element domain, Element devices) {
    Element os = domain.ensure(OperatingSystem.OS);
    Element type = os.child("type");
    if (type == null || !"hvm".equals(type.text())) {
      return;
    }
    DomainChecks.duplicateBootOrder(devices.children());
    boolean perDevice =
        devices.children().stream().anyMatch(device -> device.child("boot") != null);
    boolean perDomain = os.child("boot") != null;
    if (perDomain && perDevice) {
      throw XmlFailure.unsupported(
          "per-device boot elements cannot be used together with os/boot elements");
    }
    if (!perDomain && !perDevice) {
      os.add(new Element(OperatingSystem.BOOT)).set("dev", "hd");
    }
  }

  /**
   * A boot loader of the host's takes the place of boot devices and firmware, and has arguments.
   */
  static void dropWhatIsNeverWritten(Element domain) {
    if (domain.child("bootloader") == null) {
      domain.removeAll("bootloader_args");
      return;
    }
    Element os = domain.child("os");
    if (os != null) {
      os.removeIf(child -> Set.of("boot", "bootmenu", "bios").contains(child.name()));
    }
  }

  /** Of metadata, only elements in a namespace are kept, and of each namespace only the first. */
  private static void sanitizeMetadata(Element domain) {
    Element metadata = domain.child("metadata");
    XmlElement source = metadata == null ? null : metadata.verbatim();
    if (metadata == null || source == null) {
      return;
    }
    metadata.setVerbatim(MetadataElements.kept(source));
  }
}
