package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.natural;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/**
 * {@code <controller>}: kinds, order and indexes, and those that are added because disks need them.
 */
final class Controllers {

  /** The models of each type, in the order of the numbers that libvirt has for them. */
  private static final Map<String, List<String>> MODELS =
      Map.of(
          "scsi",
          List.of(
              "auto",
              "buslogic",
              "lsilogic",
              "lsisas1068",
              "vmpvscsi",
              "ibmvscsi",
              "virtio-scsi",
              "lsisas1078",
              "virtio-transitional",
              "virtio-non-transitional",
              "ncr53c90",
              "dc390",
              "am53c974"),
          "usb",
          List.of(
              "piix3-uhci",
              "piix4-uhci",
              "ehci",
              "ich9-ehci1",
              "ich9-uhci1",
              "ich9-uhci2",
              "ich9-uhci3",
              "vt82c686b-uhci",
              "pci-ohci",
              "nec-xhci",
              "qusb1",
              "qusb2",
              "qemu-xhci",
              "none"),
          "pci",
          List.of(
              "pci-root",
              "pcie-root",
              "pci-bridge",
              "dmi-to-pci-bridge",
              "pcie-to-pci-bridge",
              "pcie-root-port",
              "pcie-switch-upstream-port",
              "pcie-switch-downstream-port",
              "pci-expander-bus",
              "pcie-expander-bus"),
          "ide",
          List.of("piix3", "piix4", "ich6"),
          "virtio-serial",
          List.of("virtio", "virtio-transitional", "virtio-non-transitional"));

  /** The companions of a USB 2 controller, with the port of it where each begins. */
  private static final Map<String, String> COMPANION_PORTS =
      Map.of("ich9-uhci1", "0", "ich9-uhci2", "2", "ich9-uhci3", "4");

  private static final Set<String> USB2 =
      Set.of("ich9-ehci1", "ich9-uhci1", "ich9-uhci2", "ich9-uhci3");

  private static final Schema DRIVER =
      Schema.of("driver")
          .attributes(uint().hiding("0"), "queues", "cmd_per_lun", "max_sectors")
          .attribute("ioeventfd", onOff())
          .attribute("iothread", uint().hiding("0"))
          .with(DeviceParts.VIRTIO_OPTIONS);

  private static final Schema MODEL =
      Schema.of("model")
          .attribute(
              "name",
              optional(
                  "none",
                  "pci-bridge",
                  "i82801b11-bridge",
                  "ioh3420",
                  "x3130-upstream",
                  "xio3130-downstream",
                  "pxb",
                  "pxb-pcie",
                  "pcie-root-port",
                  "spapr-pci-host-bridge",
                  "pcie-pci-bridge"))
          // The only host bridge of old versions had no name.
          .when((model, mode) -> !(mode.migratable() && model.is("name", "spapr-pci-host-bridge")));

  private static final Schema TARGET =
      Schema.of("target")
          .attributes(anyNatural(), "chassisNr", "chassis")
          .attribute("port", hexNatural())
          .attributes(anyNatural(), "busNr", "index")
          .attribute("hotplug", onOff())
          .child(Schema.text("node", numaNode()));

  private static final Schema PCI_HOLE = ScaledSize.kib("pcihole64", "./pcihole64");

  static final Schema SCHEMA =
      Schema.of("controller")
          .defaulted(
              "type",
              oneOf(
                  "ide",
                  "fdc",
                  "scsi",
                  "sata",
                  "virtio-serial",
                  "ccid",
                  "usb",
                  "pci",
                  "xenbus",
                  "isa"),
              "ide")
          .attribute("index", natural())
          .attribute("model", text())
          .attribute("ports", natural())
          .attribute("vectors", natural(), one -> one.is("type", "virtio-serial"))
          .attribute("maxGrantFrames", natural(), one -> one.is("type", "xenbus"))
          .attribute("maxEventChannels", natural(), one -> one.is("type", "xenbus"))
          .child("model", (controller, source) -> controller.is("type", "pci") ? MODEL : null)
          .child("target", (controller, source) -> controller.is("type", "pci") ? TARGET : null)
          .child(DRIVER)
          .with(DeviceParts.info(one -> !isSwitchedOff(one)))
          .child(
              "pcihole64",
              (controller, source) -> {
                String model = controller.get("model", "");
                boolean root = model.equals("pci-root") || model.equals("pcie-root");
                return root ? PCI_HOLE : null;
              })
          .before("@index", (source, controller) -> checkModel(controller))
          .before("model", atMostOne("model"))
          .before("target", atMostOne("target"))
          .before("alias", (source, controller) -> checkNode(source))
          .onRead((source, controller) -> completeOne(controller))
          .reads(
              "@index",
              "driver",
              "model",
              "target",
              "alias",
              "master",
              "acpi",
              "address",
              "@ports",
              "@vectors",
              "@maxGrantFrames",
              "@maxEventChannels");

  private static final Schema MASTER = Schema.of("master").attribute("startport", uint());

  private Controllers() {}

  /** The number that libvirt has for a controller's model, -1 for none. */
  static int modelNumber(Element controller) {
    return MODELS
        .getOrDefault(controller.get("type", ""), List.of())
        .indexOf(controller.get("model", ""));
  }

  private static ValueType anyNatural() {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, 0);
      if (value == null || value != value.intValue()) {
        throw site.bad(raw, " Expected integer value");
      }
      if (value < 0) {
        throw site.bad(raw, " Expected non-negative value");
      }
      return Long.toString(value);
    };
  }

  private static ValueType hexNatural() {
    return (raw, site) -> {
      String value = anyNatural().read(raw, site);
      return value == null ? null : "0x" + Long.toHexString(Long.parseLong(value));
    };
  }

  private static ValueType numaNode() {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      Long value = Numbers.signed(raw, 10);
      if (value == null || value < 0) {
        throw XmlFailure.invalid("invalid NUMA node in target");
      }
      return Long.toString(value);
    };
  }

  private static BiConsumer<XmlElement, Element> atMostOne(String child) {
    return DomainChecks.single(
        child, "Multiple <" + child + "> elements in controller definition not allowed");
  }

  private static void checkModel(Element controller) {
    String model = controller.get("model");
    if (model != null
        && !MODELS.getOrDefault(controller.get("type", ""), List.of()).contains(model)) {
      throw XmlFailure.unsupported("Unknown model type '" + model + "'");
    }
  }

  /** The node is looked at for controllers of any type, although only those of PCI have one. */
  private static void checkNode(XmlElement source) {
    XmlElement target = source.child("target");
    XmlElement node = target == null ? null : target.child("node");
    if (node != null) {
      numaNode().read(node.text(), new ValueType.Site("node", "node"));
    }
  }

  private static void completeOne(Element controller) {
    String type = controller.get("type", "");
    if (!type.equals("virtio-serial") && !type.equals("usb")) {
      controller.set("ports", null);
    }
    completeMaster(controller, type, controller.get("model", ""));
  }

  /** A guest without a bus of the kind has no place on it either. */
  private static boolean isSwitchedOff(Element controller) {
    return controller.is("type", "usb") && controller.is("model", "none");
  }

  private static void completeMaster(Element controller, String type, String model) {
    String port = COMPANION_PORTS.get(model);
    if (type.equals("usb") && port != null && controller.child("master") == null) {
      controller.add(new Element(MASTER)).set("startport", port);
    }
  }

  /** Only controllers of the virtio kind have a thread of their own. */
  static void checkIothread(Element controller) {
    String model = controller.get("model", "");
    if (controller.valueAt("iothread", "driver") != null && !model.startsWith("virtio-")) {
      throw XmlFailure.invalid("'iothread' attribute only supported for virtio scsi controllers");
    }
  }

  /** Puts the controllers in libvirt's order. */
  static void order(Element devices) {
    checkUsb(devices.children("controller"));
    List<Element> ordered = new ArrayList<>();
    for (Element controller : devices.children("controller")) {
      ordered.add(place(ordered, controller), controller);
    }
    devices.removeAll("controller");
    ordered.forEach(devices::add);
  }

  /** Gives each controller an index. */
  static void assignIndexes(Element devices) {
    List<Element> controllers = devices.children("controller");
    Map<String, BitSet> used = new HashMap<>();
    controllers.forEach(controller -> use(used, controller));
    for (int i = 0; i < controllers.size(); i++) {
      Element controller = controllers.get(i);
      if (!controller.has("index")) {
        controller.set("index", Long.toString(indexFor(controllers, i, used)));
        use(used, controller);
      }
    }
  }

  /** Where a controller belongs among others: beside those of its type, by its index. */
  private static int place(List<Element> ordered, Element controller) {
    int place = -1;
    for (int i = ordered.size() - 1; i >= 0; i--) {
      Element other = ordered.get(i);
      if (!other.get("type", "").equals(controller.get("type", ""))) {
        continue;
      }
      if (!controller.has("index")) {
        place = i + 1;
        break;
      }
      long difference = index(other) - index(controller);
      boolean beforeCompanion =
          difference == 0 && controller.child("master") == null && other.child("master") != null;
      if (difference > 0 || beforeCompanion) {
        place = i;
      } else if (place == -1) {
        place = i + 1;
      }
    }
    return place == -1 ? ordered.size() : place;
  }

  private static long index(Element controller) {
    return controller.has("index") ? DeviceParts.number(controller, "index") : -1;
  }

  private static void checkUsb(List<Element> controllers) {
    boolean disabled = false;
    boolean enabled = false;
    boolean master = false;
    for (Element controller : controllers) {
      if (controller.is("type", "usb")) {
        boolean none = controller.is("model", "none");
        if (disabled || (none && enabled)) {
          throw XmlFailure.malformed(
              "Can't add another USB controller: USB is disabled for this domain");
        }
        disabled |= none;
        enabled |= !none;
        master |= controller.child("master") == null;
      }
    }
    if (enabled && !master) {
      throw XmlFailure.malformed("No master USB controller specified");
    }
  }

  /** The lowest free index, but that of the group where a USB 2 companion belongs. */
  private static long indexFor(List<Element> controllers, int position, Map<String, BitSet> used) {
    Element controller = controllers.get(position);
    if (isUsb2(controller)) {
      Element before = null;
      for (int i = 0; i < position; i++) {
        if (controllers.get(i).is("type", "usb")) {
          before = controllers.get(i);
        }
      }
      if (before != null && isUsb2(before)) {
        String group = before.get("index", "0");
        String model = controller.get("model", "");
        boolean taken =
            controllers.stream()
                .anyMatch(other ->
                    other.is("type", "usb")
                        && other.is("index", group)
                        && other.is("model", model));
        if (!taken) {
          return Long.parseLong(group);
        }
      }
    }
    return firstFree(used, controller.get("type", ""));
  }

  private static boolean isUsb2(Element controller) {
    return controller.is("type", "usb") && USB2.contains(controller.get("model", ""));
  }

  private static long firstFree(Map<String, BitSet> used, String type) {
    return used.computeIfAbsent(type, absent -> new BitSet()).nextClearBit(0);
  }

  private static void use(Map<String, BitSet> used, Element controller) {
    long index = index(controller);
    // Those above are never reached by counting up from 0.
    if (index >= 0 && index <= Limits.MAX_DEVICES) {
      used.computeIfAbsent(controller.get("type", ""), type -> new BitSet()).set((int) index);
    }
  }

  static @Nullable Element find(List<Element> controllers, String type, long index) {
    for (Element controller : controllers) {
      if (controller.is("type", type) && controller.is("index", Long.toString(index))) {
        return controller;
      }
    }
    return null;
  }

  static void requireDifferent(Element devices) {
    Set<String> seen = new HashSet<>();
    for (Element controller : devices.children("controller")) {
      String type = controller.get("type", "");
      if (!type.equals("usb") && !seen.add(type + " " + controller.get("index", ""))) {
        throw XmlFailure.invalid(
            "Multiple '" + type + "' controllers with index '" + controller.get("index", "") + "'");
      }
    }
  }

  /** Adds a controller at an index unless there is one. */
  static void ensure(Element devices, String type, long index, @Nullable String model) {
    requireLow(index);
    if (find(devices.children("controller"), type, index) == null) {
      Element controller = devices.add(new Element(SCHEMA));
      controller.set("type", type);
      controller.set("index", Long.toString(index));
      controller.set("model", model);
    }
  }

  private static void requireLow(long index) {
    if (index > Limits.MAX_CONTROLLER_INDEX) {
      throw XmlFailure.invalid(
          "controller index " + index + " is above " + Limits.MAX_CONTROLLER_INDEX);
    }
  }

  /** Adds the controllers that the disks of a bus need. */
  static void ensureForDisks(Element devices, String type, String bus) {
    long highest = -1;
    for (Element disk : devices.children("disk")) {
      Element address = disk.child("address");
      if (bus.equals(Disk.bus(disk)) && address != null && address.is("type", "drive")) {
        highest = Math.max(highest, DeviceParts.number(address, "controller"));
      }
    }
    ensureUpTo(devices, type, highest, null);
  }

  static void ensureUpTo(Element devices, String type, long highest, @Nullable String model) {
    requireLow(highest);
    for (long index = 0; index <= highest; index++) {
      ensure(devices, type, index, model);
    }
  }
}
