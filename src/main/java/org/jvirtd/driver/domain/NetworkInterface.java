package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.MacAddresses;
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

  private static final Schema MAC =
      Schema.of("mac")
          .attribute("address", mac())
          .attribute("type", oneOf("generated", "static"))
          .attribute("check", yesNo());

  private static final Schema FILTER =
      Schema.of("filterref")
          .attribute("filter", text())
          .children(Schema.of("parameter").attribute("name", text()).attribute("value", text()))
          .onRead((source, filter) -> {
            List<Element> parameters = new ArrayList<>(filter.children());
            parameters.sort(Comparator.comparing(one -> one.get("name", "")));
            filter.removeIf(one -> true);
            parameters.forEach(filter::add);
          });

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
          .attributes(uint().hiding("0"), "queues", "rx_queue_size", "tx_queue_size")
          .attributes(onOff(), "rss", "rss_hash_report")
          .with(DeviceParts.VIRTIO_OPTIONS)
          .child(OFFLOAD_HOST)
          .child(OFFLOAD_GUEST);

  private static final Schema PORT_FORWARD =
      Schema.of("portForward")
          .required("proto", oneOf("tcp", "udp"))
          .attribute("address", text())
          .attribute("dev", text())
          .children(
              Schema.of("range")
                  .attributes(uint().hiding("0"), "start", "end", "to")
                  .attribute("exclude", yesNo()))
          .always();

  private static final Schema TARGET =
      Schema.of("target").attribute("dev", text()).attribute("managed", yesNo());

  static final Schema SCHEMA =
      Schema.of("interface")
          .defaulted("type", TYPE, "user")
          .attribute("managed", text())
          .attribute("trustGuestRxFilters", yesNo())
          .child(MAC)
          .child(HostDevice.PCI_DRIVER, NetworkInterface::isHostDevice)
          .child("source", (net, source) -> InterfaceSources.of(net))
          .child(SwitchPorts.VLAN)
          .child(SwitchPorts.VIRTUAL_PORT)
          .child(SwitchPorts.BANDWIDTH)
          .child(Schema.of("port").attribute("isolated", yesNo()))
          .children(InterfaceSources.IP)
          .children(InterfaceSources.ROUTE)
          .children(PORT_FORWARD)
          .child(Schema.of("script").attribute("path", filled()))
          .child(Schema.of("downscript").attribute("path", filled()))
          .child(Schema.of("backenddomain").attribute("name", filled()))
          .child(TARGET)
          .child(Schema.of("guest").attribute("dev", filled()).attribute("actual", filled()))
          .child(Schema.of("model").attribute("type", model()))
          .child(DRIVER, net -> !isHostDevice(net))
          .child(
              Schema.of("backend")
                  .attribute("type", backendType())
                  .attribute("tap", text())
                  .attribute("vhost", text())
                  .attribute("logFile", text()))
          .child(FILTER)
          .child(
              Schema.of("tune")
                  .child(
                      Schema.text(
                          "sndbuf",
                          Values.number(
                              raw -> XmlFailure.invalid("sndbuf must be a positive integer")))))
          .child(DeviceParts.TEAMING)
          .child(Schema.of("link").attribute("state", linkState()))
          .child(
              Schema.of("mtu")
                  .attribute(
                      "size",
                      Values.number(raw -> XmlFailure.invalid("malformed mtu size")).hiding("0")))
          .child(
              Schema.of("coalesce")
                  .child(
                      Schema.of("rx")
                          .child(Schema.of("frames").attribute("max", uint().hiding("0")))))
          .with(DeviceParts::bootableWithRom)
          .onRead(NetworkInterface::completeOne);

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

  private static void completeOne(XmlElement source, Element net) {
    String type = net.get("type", "user");
    if (NEED_SOURCE.contains(type)
        && net.child("source") == null
        && source.child("source") == null) {
      throw XmlFailure.invalid("interface type='" + type + "' requires a 'source' element");
    }
    if (source.child("virtualport") != null && !WITH_VIRTUAL_PORT.contains(type)) {
      throw XmlFailure.unsupported(
          "<virtualport> element unsupported for <interface type='" + type + "'>");
    }
    if (!WITH_FILTER.contains(type)) {
      net.removeAll("filterref");
    }
    if (!type.equals("hostdev")) {
      net.set("managed", null);
    } else if (!net.is("managed", "yes")) {
      net.set("managed", null);
    }
    Element model = net.child("model");
    boolean virtio = model != null && VIRTIO.contains(model.get("type", ""));
    if (!virtio && !type.equals("hostdev")) {
      net.removeAll("driver");
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
