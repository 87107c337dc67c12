package org.jvirtd.driver.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.rpc.RpcException;

/** The checks of a domain as a whole, in libvirt's order, for a client sees the first failure. */
final class DomainChecks {

  static final Set<String> TYPES =
      Set.of(
          "qemu",
          "kqemu",
          "kvm",
          "xen",
          "lxc",
          "uml",
          "openvz",
          "test",
          "vmware",
          "hyperv",
          "vbox",
          "phyp",
          "parallels",
          "bhyve",
          "vz",
          "hvf",
          "none");

  private static final Set<String> OS_TYPES = Set.of("hvm", "xen", "linux", "exe", "uml", "xenpvh");

  private DomainChecks() {}

  /** What libvirt looks at before anything else. */
  static void beforeReading(XmlElement domain) {
    if (text(domain, "name") == null) {
      throw XmlFailure.bare(ErrorCode.NO_NAME);
    }
    String uuid = text(domain, "uuid");
    if (uuid != null && Values.parseUuid(uuid) == null) {
      throw XmlFailure.internal("malformed uuid element");
    }
    if (domain.children("genid").size() > 1) {
      throw XmlFailure.invalid("element 'genid' can only appear once");
    }
    String genid = text(domain, "genid");
    if (genid != null && Values.parseUuid(genid) == null) {
      throw XmlFailure.internal("malformed genid element");
    }
    String type = domain.attribute("type");
    if (type == null || type.isEmpty()) {
      throw XmlFailure.internal("missing domain type attribute");
    }
    if (!TYPES.contains(type)) {
      throw XmlFailure.unsupported("invalid domain type " + type);
    }
    checkOs(domain);
    String title = text(domain, "title");
    if (title != null && title.indexOf('\n') >= 0) {
      throw XmlFailure.invalid("Domain title can't contain newlines");
    }
  }

  private static void checkOs(XmlElement domain) {
    XmlElement type = null;
    for (XmlElement os : domain.children("os")) {
      type = type == null ? os.child("type") : type;
    }
    String osType = type == null || type.text().isEmpty() ? null : type.text();
    if (osType == null) {
      if (text(domain, "bootloader") == null) {
        throw XmlFailure.invalid("an os <type> must be specified");
      }
    } else if (!OS_TYPES.contains(osType)) {
      throw XmlFailure.unsupported("unknown OS type '" + osType + "'");
    }
    String architecture = type == null ? null : type.attribute("arch");
    if (architecture != null
        && !architecture.isEmpty()
        && (architecture.equals("none") || !Architectures.KNOWN.contains(architecture))) {
      throw XmlFailure.unsupported("Unknown architecture " + architecture);
    }
  }

  private static @Nullable String text(XmlElement parent, String child) {
    XmlElement element = parent.child(child);
    String text = element == null ? "" : element.text();
    return text.isEmpty() ? null : text;
  }

  /** What libvirt looks at when all is filled in. */
  static void afterCompletion(Element domain) {
    Element name = domain.child("name");
    String text = name == null ? null : name.text();
    if (text != null && text.indexOf('/') >= 0) {
      throw XmlFailure.invalid("name " + text + " cannot contain '/'");
    }
    Rules.check(domain);
  }

  /** Refuses a document that has more than one child of a name. */
  static BiConsumer<XmlElement, Element> single(String child, String problem) {
    return atMost(1, child, () -> XmlFailure.invalid(problem));
  }

  /** Refuses a document that has more than so many children of a name. */
  static BiConsumer<XmlElement, Element> atMost(
      int most, String child, Supplier<RpcException> problem) {
    return (source, parent) -> {
      if (source.children(child).size() > most) {
        throw problem.get();
      }
    };
  }

  /** A resource that says nothing is refused, by libvirt without a word. */
  static void requireResource(XmlElement source, Element domain) {
    if (source.child("resource") != null && domain.child("resource") == null) {
      throw XmlFailure.invalid("<resource> has neither a <partition> nor an application id");
    }
  }

  static void duplicatePanics(Element devices) {
    Set<String> panics = new HashSet<>();
    for (Element panic : devices.children("panic")) {
      String model = panic.get("model", "default");
      if (!panics.add(model)) {
        throw XmlFailure.invalid("Multiple panic devices with model '" + model + "'");
      }
    }
  }

  /** What a disk has as its place before volumes are looked up. */
  private static @Nullable String place(Element disk) {
    return disk.is("type", "volume") ? null : new DomainDisk(disk).source();
  }

  /** Disks of one name exclude each other. */
  static void duplicateTargets(Element devices) {
    Map<String, Element> byTarget = new HashMap<>();
    for (Element disk : devices.children("disk")) {
      DomainDisk view = new DomainDisk(disk);
      Element other = byTarget.putIfAbsent(view.target(), disk);
      if (other != null) {
        throw XmlFailure.invalid(
            "target '"
                + view.target()
                + "' duplicated for disk sources '"
                + orNull(place(other))
                + "' and '"
                + orNull(place(disk))
                + "'");
      }
    }
  }

  /** Drives at one place of one bus exclude each other. */
  static void duplicatePlaces(Element devices) {
    Map<String, Element> byPlace = new HashMap<>();
    for (Element disk : devices.children("disk")) {
      duplicatePlace(byPlace, disk, new DomainDisk(disk));
    }
  }

  private static void duplicatePlace(Map<String, Element> byPlace, Element disk, DomainDisk view) {
    Element address = disk.child("address");
    if (address == null || !address.is("type", "drive")) {
      return;
    }
    String place =
        "controller='%s' bus='%s' target='%s' unit='%s'"
            .formatted(
                address.get("controller", "0"),
                address.get("bus", "0"),
                address.get("target", "0"),
                address.get("unit", "0"));
    Element other = byPlace.putIfAbsent(view.bus() + place, disk);
    if (other != null) {
      throw XmlFailure.unsupported(
          "Found duplicate drive address for disk with target name '"
              + new DomainDisk(other).target()
              + "' "
              + place);
    }
  }

  private static String orNull(@Nullable String text) {
    return text == null ? "<null>" : text;
  }

  /** The number in an element's text, 0 where there is none. */
  static long number(Element parent, String child) {
    Element element = parent.child(child);
    String text = element == null ? null : element.text();
    return text == null ? 0 : Long.parseLong(text);
  }

  static void duplicateBootOrder(List<Element> devices) {
    Set<String> seen = new HashSet<>();
    for (Element device : devices) {
      String order = device.valueAt("order", "boot");
      if (order != null && !seen.add(order)) {
        throw XmlFailure.unsupported("boot order '" + order + "' used for more than one device");
      }
    }
  }
}
