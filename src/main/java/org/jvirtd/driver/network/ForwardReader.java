package org.jvirtd.driver.network;

import static org.jvirtd.driver.network.NetworkFailure.detail;
import static org.jvirtd.driver.network.NetworkFailure.invalid;
import static org.jvirtd.driver.network.NetworkFailure.unsupported;
import static org.jvirtd.driver.network.SourceValues.filled;
import static org.jvirtd.driver.network.SourceValues.filledIn;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Forward;
import org.jvirtd.driver.network.NetworkDefinition.ForwardInterface;
import org.jvirtd.driver.network.NetworkDefinition.ForwardInterface.Device;
import org.jvirtd.driver.network.NetworkDefinition.ForwardInterface.Pci;
import org.jvirtd.driver.network.NetworkDefinition.Nat;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * Reads {@code <forward>}.
 *
 * @param network the network's name, for errors
 */
record ForwardReader(String network) {

  private static final int MAX_PORT = 65_535;

  Forward read(XmlElement source) {
    String word = filled(source, "mode");
    ForwardMode mode = word == null ? ForwardMode.NAT : mode(word);
    boolean managed = SourceValues.saysYes(source, "managed");
    String driver = filledIn(source, "driver", "name");
    if (driver != null && !List.of("kvm", "vfio").contains(driver)) {
      throw unsupported("Unknown forward <driver name='%s'/> in network %s", driver, network);
    }
    Nat nat = nat(mode, source.children("nat"));
    List<XmlElement> interfaces = source.children("interface");
    List<XmlElement> addresses = source.children("address");
    List<XmlElement> functions = source.children("pf");
    String device = filled(source, "dev");
    if (device != null && !(addresses.isEmpty() && functions.isEmpty())) {
      // libvirt's own text has a place for the network's name and fills it with nothing.
      throw invalid(
          "the <forward> 'dev' attribute cannot be used when <address> or <pf> sub-elements are"
              + " present in network %s");
    }
    if (!interfaces.isEmpty() || device != null) {
      return new Forward(mode, managed, driver, nat, null, devices(interfaces, device));
    }
    if (!addresses.isEmpty()) {
      return new Forward(mode, managed, driver, nat, null, pciDevices(addresses));
    }
    return new Forward(mode, managed, driver, nat, physicalFunction(functions), List.of());
  }

  private static ForwardMode mode(String word) {
    ForwardMode mode = ForwardMode.of(word);
    if (mode == null) {
      throw unsupported("unknown forwarding type '%s'", word);
    }
    return mode;
  }

  private @Nullable String physicalFunction(List<XmlElement> sources) {
    if (sources.isEmpty()) {
      return null;
    }
    if (sources.size() > 1) {
      throw invalid("Only one <pf> element is allowed in <forward> of network %s", network);
    }
    String device = sources.getFirst().attribute("dev");
    if (device == null) {
      throw invalid("Missing required dev attribute in <pf> element of network '%s'", network);
    }
    return device;
  }

  private List<ForwardInterface> devices(List<XmlElement> sources, @Nullable String first) {
    Set<ForwardInterface> devices = new LinkedHashSet<>();
    if (first != null) {
      devices.add(new Device(first));
    }
    for (int i = 0; i < sources.size(); i++) {
      String name = sources.get(i).attribute("dev");
      if (name == null) {
        throw invalid(
            "Missing required dev attribute in <forward> <interface> element of network %s",
            network);
      }
      Device device = new Device(name);
      if (i == 0 && first != null) {
        if (!first.equals(name)) {
          throw invalid(
              "<forward dev='%s'> must match first <interface dev='%s'/> in network %s",
              first, name, network);
        }
      } else if (!devices.add(device)) {
        throw invalid("interface '%s' can only be listed once in network %s", name, network);
      }
    }
    return List.copyOf(devices);
  }

  private List<ForwardInterface> pciDevices(List<XmlElement> sources) {
    Set<ForwardInterface> devices = new LinkedHashSet<>();
    for (XmlElement source : sources) {
      String type = source.attribute("type");
      if (type == null) {
        throw invalid("missing address type in network %s", network);
      }
      if (!List.of("none", "pci", "netdev").contains(type)) {
        throw unsupported("unknown address type '%s' in network %s", type, network);
      }
      if (!type.equals("pci")) {
        throw invalid("unsupported address type '%s' in network %s", type, network);
      }
      Pci device = pci(source);
      if (!devices.add(device)) {
        throw invalid(
            "PCI device '%s' can only be listed once in network %s",
            String.format(
                Locale.ROOT,
                "%04x:%02x:%02x.%x",
                device.domain(),
                device.bus(),
                device.slot(),
                device.function()),
            network);
      }
    }
    return List.copyOf(devices);
  }

  private static Pci pci(XmlElement source) {
    Pci pci =
        new Pci(
            pciPart(source, "domain"),
            pciPart(source, "bus"),
            pciPart(source, "slot"),
            pciPart(source, "function"));
    Values.onOff().of(source, "multifunction");
    if (pci.domain() != 0 || pci.bus() != 0 || pci.slot() != 0) {
      requireAtMost("bus='0x%x', must be <= 0xFF", pci.bus(), 0xFF);
      requireAtMost("slot='0x%x', must be <= 0x1F", pci.slot(), 0x1F);
      requireAtMost("function=0x%x, must be <= 7", pci.function(), 7);
    }
    return pci;
  }

  private static long pciPart(XmlElement source, String name) {
    String hex = Values.hex(1).of(source, name);
    return hex == null ? 0 : Long.decode(hex);
  }

  private static void requireAtMost(String what, long value, long most) {
    if (value > most) {
      throw XmlFailure.of(
          ErrorCode.XML_ERROR,
          ErrorDomain.NONE,
          String.format(Locale.ROOT, "Invalid PCI address " + what, value));
    }
  }

  private Nat nat(ForwardMode mode, List<XmlElement> sources) {
    if (sources.isEmpty()) {
      return Nat.NONE;
    }
    if (sources.size() > 1) {
      throw invalid("Only one <nat> element is allowed in <forward> of network %s", network);
    }
    if (mode != ForwardMode.NAT) {
      throw invalid(
          "The <nat> element can only be used when <forward> 'mode' is 'nat' in network %s",
          network);
    }
    XmlElement source = sources.getFirst();
    String ipv6 = Values.yesNo().of(source, "ipv6");
    AddressRange addresses = natAddresses(source.children("address"));
    List<XmlElement> ports = source.children("port");
    if (ports.size() > 1) {
      throw invalid(
          "Only one <port> element is allowed in <nat> in <forward> in network %s", network);
    }
    if (ports.isEmpty()) {
      return new Nat(ipv6, addresses, 0, 0);
    }
    long start = port(ports.getFirst(), "start", 0);
    return new Nat(ipv6, addresses, start, port(ports.getFirst(), "end", start));
  }

  private long port(XmlElement source, String name, long least) {
    String raw = filled(source, name);
    Long value = raw == null ? null : Numbers.unsigned32(raw, 10);
    if (value == null || value > MAX_PORT || value < least) {
      throw detail(
          "Missing or invalid '%s' attribute in <port> in <nat> in <forward> in network %s",
          name, network);
    }
    return value;
  }

  private @Nullable AddressRange natAddresses(List<XmlElement> sources) {
    if (sources.size() > 1) {
      throw invalid(
          "Only one <address> element is allowed in <nat> in <forward> in network %s", network);
    }
    if (sources.isEmpty()) {
      return null;
    }
    String start = natEnd(sources.getFirst(), "start");
    String end = natEnd(sources.getFirst(), "end");
    return new AddressRange(natAddress(start, "start"), natAddress(end, "end")).check();
  }

  private String natEnd(XmlElement source, String name) {
    String raw = source.attribute(name);
    if (raw == null) {
      throw invalid(
          "missing '%s' attribute in <address> element in <nat> in <forward> in network %s",
          name, network);
    }
    return raw;
  }

  private IpAddress natAddress(String raw, String name) {
    IpAddress address = IpAddress.parse(raw);
    if (address == null || address.v6()) {
      throw bad(raw, name);
    }
    return address;
  }

  private RpcException bad(String raw, String name) {
    return invalid(
        "Bad ipv4 %s address '%s' in <nat> in <forward> in network '%s'", name, raw, network);
  }
}
