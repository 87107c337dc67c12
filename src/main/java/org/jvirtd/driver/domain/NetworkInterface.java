package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.IpAddress;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.MacAddresses;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** {@code <interface>}: its kinds, its MAC address, and its name on the host. */
final class NetworkInterface {

  private static final ValueType TYPE =
      oneOf(
          "user",
          "ethernet",
          "vhostuser",
          "server",
          "client",
          "mcast",
          "network",
          "bridge",
          "internal",
          "direct",
          "hostdev",
          "udp",
          "vdpa",
          "null",
          "vds");

  /** Kinds that cannot do without a source. */
  private static final Set<String> NEED_SOURCE =
      Set.of(
          "network",
          "bridge",
          "internal",
          "direct",
          "vhostuser",
          "vdpa",
          "server",
          "client",
          "mcast",
          "udp",
          "vds");

  private static final Set<String> WITH_VIRTUAL_PORT =
      Set.of("network", "bridge", "direct", "hostdev");
  private static final Set<String> WITH_FILTER = Set.of("network", "bridge", "ethernet");
  private static final Set<String> VIRTIO =
      Set.of("virtio", "virtio-transitional", "virtio-non-transitional");

  /** Models that libvirt knows; others are kept as they are, but these lose their case. */
  private static final List<String> MODELS =
      List.of(
          "netfront",
          "rtl8139",
          "virtio",
          "e1000",
          "e1000e",
          "virtio-transitional",
          "virtio-non-transitional",
          "usb-net",
          "spapr-vlan",
          "lan9118",
          "scm91c111",
          "vlance",
          "vmxnet",
          "vmxnet2",
          "vmxnet3",
          "Am79C970A",
          "Am79C973",
          "82540EM",
          "82545EM",
          "82543GC");

  private static final int MAX_INTERFACES = 1024;
  private static final long MOST_FRAMES = 0xFFFF_FFFFL;

  private static final Schema MAC =
      Schema.of("mac")
          .attribute("address", mac())
          .attribute("type", oneOf("generated", "static"))
          .attribute("check", yesNo());

  private static final Schema PARAMETER =
      Schema.of("parameter").attributes(text(), "name", "value");

  private static final Schema FILTER =
      Schema.of("filterref")
          .attribute("filter", text())
          .hooked(PARAMETER)
          .onRead(NetworkInterface::readParameters)
          .when((filter, mode) -> filter.has("filter"));

  private static final Schema OFFLOAD_HOST =
      Schema.of("host")
          .attributes(onOff(), "csum", "gso", "tso4", "tso6", "ecn", "ufo", "mrg_rxbuf");

  private static final Schema OFFLOAD_GUEST =
      Schema.of("guest").attributes(onOff(), "csum", "tso4", "tso6", "ecn", "ufo");

  private static final Schema DRIVER =
      Schema.of("driver")
          .attribute("name", oneOf("qemu", "vhost"))
          .attribute("txmode", oneOf("iothread", "timer"))
          .attributes(onOff(), "ioeventfd", "event_idx")
          // There is always at least one queue.
          .attribute("queues", uint().hiding("0", "1"))
          .attributes(uint().hiding("0"), "rx_queue_size", "tx_queue_size")
          .attributes(onOff(), "rss", "rss_hash_report")
          .with(DeviceParts.VIRTIO_OPTIONS)
          .child(OFFLOAD_HOST)
          .child(OFFLOAD_GUEST);

  /** Of other models' drivers, only what they must not have is looked at. */
  private static final Schema OTHER_DRIVER =
      Schema.of("driver")
          .with(DeviceParts.VIRTIO_OPTIONS)
          .unkept("host", "guest")
          .unkeptAttributes(
              "name",
              "txmode",
              "ioeventfd",
              "event_idx",
              "queues",
              "rx_queue_size",
              "tx_queue_size",
              "rss",
              "rss_hash_report")
          .when((driver, mode) -> false);

  private static final Schema RANGE =
      Schema.of("range")
          .attributes(positive(), "start", "end", "to")
          .attribute("exclude", yesNo())
          .onRead((source, range) -> {
            if (!range.has("start")) {
              range.set("end", null);
              range.set("to", null);
            }
          });

  private static final Schema PORT_FORWARD =
      Schema.of("portForward")
          .required("proto", oneOf("tcp", "udp"))
          .attribute("address", forwardedAddress())
          .attribute("dev", text())
          .children(RANGE)
          .always();

  private static final Schema TARGET =
      Schema.of("target").attribute("dev", text()).attribute("managed", yesNo());

  static final Schema SCHEMA =
      Schema.of("interface")
          .defaulted("type", TYPE, "user")
          .attribute("managed", text())
          .attribute("trustGuestRxFilters", yesNo())
          .child(MAC)
          .child(HostDeviceSources.PCI_DRIVER, NetworkInterface::isHostDevice)
          .child("source", (net, source) -> InterfaceSources.of(net, source))
          .child(SwitchPorts.VLAN)
          .hooked(SwitchPorts.VIRTUAL_PORT)
          .hooked(SwitchPorts.BANDWIDTH)
          .child(Schema.of("port").attribute("isolated", yesNo()))
          .hooked(GuestAddresses.ip())
          .hooked(GuestAddresses.route())
          .children(PORT_FORWARD)
          .joined(Schema.of("script").attribute("path", filled()))
          .joined(Schema.of("downscript").attribute("path", filled()))
          .joined(Schema.of("backenddomain").attribute("name", filled()))
          .child(TARGET)
          .joined(Schema.of("guest").attribute("dev", filled()).attribute("actual", filled()))
          .joined(Schema.of("model").attribute("type", model()))
          .child(DRIVER, net -> !isHostDevice(net) && isVirtio(net))
          .child(OTHER_DRIVER, net -> !isHostDevice(net) && !isVirtio(net))
          .child(
              Schema.of("backend")
                  .attribute("type", backendType())
                  .attribute("tap", (raw, site) -> SanitizedPath.of(raw))
                  .attribute("vhost", (raw, site) -> SanitizedPath.of(raw))
                  .attribute("logFile", text()))
          .child(FILTER, net -> WITH_FILTER.contains(net.get("type", "")))
          .joined(
              Schema.of("tune")
                  .child(
                      Schema.text(
                          "sndbuf",
                          Values.number(
                              raw -> XmlFailure.invalid("sndbuf must be a positive integer")))))
          .joined(DeviceParts.TEAMING)
          .joined(Schema.of("link").attribute("state", linkState()))
          .joined(Schema.of("mtu").attribute("size", mtu()))
          .child(
              Schema.of("coalesce")
                  .joined(
                      Schema.of("rx")
                          .joined(Schema.of("frames").attribute("max", coalesced().hiding("0")))))
          .with(DeviceParts::bootableWithRom)
          .before("source", NetworkInterface::requireSource)
          .before("virtualport", NetworkInterface::readPort)
          .before("bandwidth", NetworkInterface::readBandwidth)
          .before("ip", (source, net) -> GuestAddresses.readInto(source, net, "guest interface"))
          .onRead(NetworkInterface::completeOne)
          .reads(
              "model",
              "source",
              "virtualport",
              "target",
              "guest",
              "script",
              "downscript",
              "backenddomain",
              "filterref",
              "bandwidth",
              "vlan",
              "mac",
              "alias",
              "master",
              "boot",
              "rom",
              "acpi",
              "address",
              "ip",
              "portForward",
              "driver",
              "backend",
              "link",
              "teaming",
              "tune",
              "mtu",
              "coalesce",
              "port");

  private NetworkInterface() {}

  /** Whether libvirt knows a model by more than its name; no model at all counts as known. */
  static boolean isKnownModel(@Nullable String model) {
    return model == null || MODELS.contains(model);
  }

  private static boolean isHostDevice(Element net) {
    return net.is("type", "hostdev");
  }

  /** The driver has but one backend, which goes without a name. */
  private static ValueType backendType() {
    ValueType known = oneOf("passt");
    return (raw, site) -> {
      known.read(raw, site);
      throw XmlFailure.invalid(
          "Invalid value for attribute 'type' in element 'backend': '" + raw + "'.");
    };
  }

  private static ValueType mac() {
    return (raw, site) -> {
      String address = MacAddresses.canonical(raw);
      if (address == null) {
        throw XmlFailure.invalid("unable to parse mac address '" + raw + "'");
      }
      if ((Character.digit(address.charAt(1), 16) & 1) == 1) {
        throw XmlFailure.invalid("expected unicast mac address, found multicast '" + raw + "'");
      }
      return address;
    };
  }

  private static ValueType model() {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      for (String known : MODELS) {
        if (known.equalsIgnoreCase(raw)) {
          return known;
        }
      }
      boolean sound =
          raw.chars()
              .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '-');
      if (!sound) {
        throw XmlFailure.of(
            ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, "Model name contains invalid characters");
      }
      return raw;
    };
  }

  private static ValueType linkState() {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      if (!raw.equals("up") && !raw.equals("down")) {
        throw XmlFailure.unsupported("unknown interface link state '" + raw + "'");
      }
      return raw;
    };
  }

  private static boolean isVirtio(Element net) {
    String model = net.valueAt("type", "model");
    return model != null && VIRTIO.contains(model);
  }

  private static ValueType forwardedAddress() {
    return (raw, site) -> {
      IpAddress address = IpAddress.parse(raw);
      if (address == null) {
        throw XmlFailure.invalid("Invalid address '" + raw + "' in <portForward>");
      }
      return address.toString();
    };
  }

  private static ValueType mtu() {
    return (raw, site) -> {
      Long size = raw.isEmpty() ? Long.valueOf(0) : Numbers.unsigned32(raw, 10);
      if (size == null) {
        throw XmlFailure.invalid("malformed mtu size");
      }
      return size == 0 ? null : Long.toString(size);
    };
  }

  private static ValueType coalesced() {
    return (raw, site) -> {
      Long frames = raw.isEmpty() ? Long.valueOf(0) : Numbers.unsigned(raw, 10);
      if (frames == null) {
        throw XmlFailure.malformed("cannot parse value '" + raw + "' for coalesce parameter");
      }
      if (frames < 0 || frames > MOST_FRAMES) {
        throw XmlFailure.overflow(
            ErrorDomain.DOMAIN,
            "value '%s' is too big for coalesce parameter, maximum is '%d'"
                .formatted(Long.toUnsignedString(frames), MOST_FRAMES));
      }
      return Long.toString(frames);
    };
  }

  /** Parameters with names and values of sound characters, in the order of their names. */
  private static void readParameters(XmlElement source, Element filter) {
    List<Element> parameters = new ArrayList<>();
    for (XmlElement one : source.children("parameter")) {
      String name = one.attribute("name");
      String value = one.attribute("value");
      if (name != null
          && value != null
          && name.matches("[A-Za-z0-9_]*")
          && value.matches("[A-Za-z0-9_.:]*")) {
        parameters.add(PARAMETER.read(one));
      }
    }
    parameters.sort(Comparator.comparing(one -> one.get("name", "")));
    parameters.forEach(filter::add);
  }

  private static void requireSource(XmlElement source, Element net) {
    String type = net.get("type", "user");
    if (NEED_SOURCE.contains(type) && source.child("source") == null) {
      throw XmlFailure.invalid("interface type='" + type + "' requires a 'source' element");
    }
    if (isHostDevice(net)) {
      HostDevice.checkSubsystem(source, InterfaceSources.hostDeviceType(source));
    }
  }

  private static void readPort(XmlElement source, Element net) {
    XmlElement given = source.child("virtualport");
    if (given == null) {
      return;
    }
    String type = net.get("type", "user");
    if (!WITH_VIRTUAL_PORT.contains(type)) {
      throw XmlFailure.unsupported(
          "<virtualport> element unsupported for <interface type='" + type + "'>");
    }
    Element port = SwitchPorts.readPort(given, !type.equals("network"));
    if (port != null) {
      net.add(port);
    }
  }

  private static void readBandwidth(XmlElement source, Element net) {
    XmlElement given = source.child("bandwidth");
    Element bandwidth =
        given == null ? null : SwitchPorts.readBandwidth(given, net.is("type", "network"));
    if (bandwidth != null) {
      net.add(bandwidth);
    }
  }

  private static void completeOne(XmlElement source, Element net) {
    if (!isHostDevice(net) || !net.is("managed", "yes")) {
      net.set("managed", null);
    }
    Element backend = net.child("backend");
    if (backend != null && (isHostDevice(net) || !isVirtio(net))) {
      backend.set("vhost", null);
    }
    completeTarget(net);
  }

  /** Names that a hypervisor generated are not taken over from a definition. */
  private static void completeTarget(Element net) {
    Element target = net.child("target");
    String name = target == null ? null : target.get("dev");
    if (target != null && name != null && !target.is("managed", "no")) {
      boolean generated =
          name.startsWith("vnet") || name.startsWith("macvtap") || name.startsWith("macvlan");
      if (generated) {
        target.set("dev", null);
      }
    }
  }

  /** Gives every interface a MAC address and a name on the host. */
  static void complete(Element devices, ParseOptions options) {
    Set<String> names = new HashSet<>();
    List<Element> all = devices.children("interface");
    for (Element net : all) {
      Element mac = net.ensure(MAC);
      if (!mac.has("address")) {
        mac.set("address", options.macAddresses().get());
      }
      String name = net.valueAt("dev", "target");
      if (name != null) {
        names.add(name);
      }
    }
    for (Element net : all) {
      Element target = net.child("target");
      if (target == null) {
        target = net.add(new Element(TARGET));
      }
      if (!target.has("dev")) {
        target.set("dev", freeName(names));
      }
    }
  }

  private static String freeName(Set<String> names) {
    for (int i = 0; i < MAX_INTERFACES; i++) {
      if (names.add("testnet" + i)) {
        return "testnet" + i;
      }
    }
    throw XmlFailure.of(
        ErrorCode.INTERNAL_ERROR, ErrorDomain.TEST, "Exceeded max iface limit " + MAX_INTERFACES);
  }
}
