package org.jvirtd.driver.nodedevice;

import static org.jvirtd.driver.nodedevice.DeviceSource.invalid;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.nodedevice.Capability.Plain;
import org.jvirtd.driver.nodedevice.Part.Facts;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;

/** Reads what a PCI device is and can do. */
record PciReader(DeviceSource source) {

  private static final long MAX_CLASS = 0xFF_FFFF;

  Capability read() {
    Facts facts = new Facts();
    String classText = source.text("class");
    if (classText != null) {
      Long value = Numbers.signed(classText, 16);
      if (value == null || value != value.intValue() || value > MAX_CLASS) {
        throw source.internal("invalid PCI class supplied");
      }
      if (value >= 0) {
        facts.text("class", Numbers.hex(value, 6));
      }
    }
    facts.text("domain", (int) source.number("domain", "PCI domain ID"));
    facts.text("bus", source.number("bus", "PCI bus ID"));
    facts.text("slot", source.number("slot", "PCI slot ID"));
    facts.text("function", source.number("function", "PCI function ID"));
    Part vendor = source.identity("vendor", "PCI vendor ID");
    facts.add(source.identity("product", "PCI product ID"));
    facts.add(vendor);
    Set<CapabilityType> nested = capabilities(facts);
    iommuGroup(facts);
    Integer numa = source.optional(source.attribute("numa", "node"), "NUMA node ID");
    if (numa != null && numa >= 0) {
      facts.add(Part.empty("numa", "node", numa));
    }
    XmlElement express = source.element().child("pci-express");
    if (express != null) {
      facts.add(express(express));
    }
    return new Plain(CapabilityType.PCI, nested, facts.parts());
  }

  private Set<CapabilityType> capabilities(Facts facts) {
    Set<CapabilityType> nested = EnumSet.noneOf(CapabilityType.class);
    Part physical = null;
    VirtualFunctions virtual = new VirtualFunctions();
    String header = null;
    Part vpd = null;
    List<Part> mediated = new ArrayList<>();
    for (XmlElement inner : source.element().children("capability")) {
      String type = DeviceSource.type(inner);
      if (type == null) {
        throw invalid("Missing capability type");
      }
      switch (type) {
        case "phys_function" -> physical = physicalFunction(inner);
        case "virt_functions" -> virtual.add(inner);
        case "mdev_types" -> {
          nested.add(CapabilityType.MDEV_TYPES);
          inner.children("type").forEach(one -> mediated.add(MediatedTypes.type(one)));
        }
        case "vpd" -> {
          nested.add(CapabilityType.VPD);
          vpd = vitalProductData(inner);
        }
        case "pci-bridge", "cardbus-bridge" -> header = header == null ? type : header;
        default -> {}
      }
    }
    addIf(facts, physical);
    virtual.addTo(facts);
    if (header != null) {
      facts.add(Part.empty("capability", "type", header));
    }
    new MediatedTypes(true, mediated).addTo(facts);
    addIf(facts, vpd);
    return nested;
  }

  private static void addIf(Facts facts, @Nullable Part part) {
    if (part != null) {
      facts.add(part);
    }
  }

  private static Part physicalFunction(XmlElement element) {
    XmlElement address = element.child("address");
    if (address == null) {
      throw invalid("Missing address in 'phys_function' capability");
    }
    return Part.of(
        "capability", List.of(DeviceSource.pciAddress(address)), "type", "phys_function");
  }

  /** The virtual functions of all lists in a document. */
  private static final class VirtualFunctions {
    private final List<Part> addresses = new ArrayList<>();
    private boolean said;
    private @Nullable Long most;

    void add(XmlElement element) {
      said = true;
      String raw = element.attribute("maxCount");
      if (raw != null && !raw.isEmpty()) {
        most = Numbers.unsigned32(raw, 10);
        if (most == null) {
          throw invalid("Malformed 'maxCount' parameter");
        }
      }
      element.children("address").forEach(one -> addresses.add(DeviceSource.pciAddress(one)));
    }

    void addTo(Facts facts) {
      if (said) {
        Long count = most == null || most == 0 ? null : most;
        facts.add(
            addresses.isEmpty()
                ? Part.empty("capability", "type", "virt_functions", "maxCount", count)
                : Part.of("capability", addresses, "type", "virt_functions", "maxCount", count));
      }
    }
  }

  private void iommuGroup(Facts facts) {
    XmlElement group = source.element().child("iommuGroup");
    if (group == null) {
      return;
    }
    String number = Values.uint().required(group, "number");
    List<Part> addresses = new ArrayList<>();
    group.children("address").forEach(one -> addresses.add(DeviceSource.pciAddress(one)));
    if (!addresses.isEmpty()) {
      facts.add(Part.of("iommuGroup", addresses, "number", number));
    }
  }

  private static Part express(XmlElement element) {
    List<Part> links = new ArrayList<>();
    for (String validity : List.of("cap", "sta")) {
      element.children("link").stream()
          .filter(one -> validity.equals(one.attribute("validity")))
          .findFirst()
          .ifPresent(one -> links.add(link(one, validity)));
    }
    return links.isEmpty() ? Part.empty("pci-express") : Part.of("pci-express", links);
  }

  private static Part link(XmlElement element, String validity) {
    String width = Values.hex(1).required(element, "width");
    String speed =
        Values.oneOf("", "2.5", "5", "8", "16", "32", "64").hiding("").of(element, "speed");
    String port = Values.integer().of(element, "port");
    return Part.empty(
        "link",
        "validity",
        validity,
        "port",
        port == null || port.startsWith("-") ? null : port,
        "speed",
        speed,
        "width",
        Long.decode(width).intValue());
  }

  private static Part vitalProductData(XmlElement element) {
    String name = new DeviceSource("", element).text("name");
    if (name == null) {
      throw invalid("Could not read a device name from the <name> element");
    }
    Part readOnly = null;
    Part writable = null;
    for (XmlElement fields : element.children("fields")) {
      String access = fields.attribute("access");
      if (access == null) {
        continue;
      }
      if (access.isEmpty()) {
        throw invalid("VPD fields access type parsing has failed");
      }
      switch (access) {
        case "readonly" -> readOnly = readOnlyFields(fields);
        case "readwrite" -> writable = writableFields(fields);
        default -> throw invalid("Unsupported VPD field access type specified " + access);
      }
    }
    Facts facts = new Facts();
    facts.text("name", name);
    addIf(facts, readOnly);
    addIf(facts, writable);
    return Part.of("capability", facts.parts(), "type", "vpd");
  }

  private static Part readOnlyFields(XmlElement element) {
    DeviceSource source = new DeviceSource("", element);
    Facts facts = new Facts();
    for (String name : List.of("change_level", "manufacture_id", "part_number", "serial_number")) {
      facts.textIf(name, source.text(name));
    }
    custom(element, "vendor_field", facts);
    return Part.of("fields", facts.parts(), "access", "readonly");
  }

  private static Part writableFields(XmlElement element) {
    Facts facts = new Facts();
    facts.textIf("asset_tag", new DeviceSource("", element).text("asset_tag"));
    custom(element, "vendor_field", facts);
    custom(element, "system_field", facts);
    return Part.of("fields", facts.parts(), "access", "readwrite");
  }

  /** Fields by an index of one character; what has none or no value is passed over. */
  private static void custom(XmlElement element, String name, Facts facts) {
    Map<String, String> byIndex = new LinkedHashMap<>();
    for (XmlElement field : element.children(name)) {
      String index = field.attribute("index");
      if (index != null && index.length() == 1 && !field.text().isEmpty()) {
        byIndex.put(index, field.text());
      }
    }
    byIndex.forEach((index, value) -> facts.add(Part.named(name, value, "index", index)));
  }
}
