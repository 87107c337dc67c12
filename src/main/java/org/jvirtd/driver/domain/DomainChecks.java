package org.jvirtd.driver.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;

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
    String type = domain.attribute("type");
    if (type == null || type.isEmpty()) {
      throw XmlFailure.internal("missing domain type attribute");
    }
    if (!TYPES.contains(type)) {
      throw XmlFailure.unsupported("invalid domain type " + type);
    }
    checkOs(domain, domain.child("os"));
    String title = text(domain, "title");
    if (title != null && title.indexOf('\n') >= 0) {
      throw XmlFailure.invalid("Domain title can't contain newlines");
    }
  }

  private static void checkOs(XmlElement domain, @Nullable XmlElement os) {
    XmlElement type = os == null ? null : os.child("type");
    String osType = os == null ? null : text(os, "type");
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
        && !Architectures.KNOWN.contains(architecture)) {
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
  }

  /** The number in an element's text, 0 where there is none. */
  static long number(Element parent, String child) {
    Element element = parent.child(child);
    String text = element == null ? null : element.text();
    return text == null ? 0 : Long.parseLong(text);
  }

  static void duplicateBootOrder(List<Element> devices) {
    Set<String> seen = new java.util.HashSet<>();
    for (Element device : devices) {
      String order = device.valueAt("order", "boot");
      if (order != null && !seen.add(order)) {
        throw XmlFailure.unsupported("boot order '" + order + "' used for more than one device");
      }
    }
  }
}
