package org.jvirtd.driver.network;

import static org.jvirtd.driver.network.NetworkFailure.detail;
import static org.jvirtd.driver.network.NetworkFailure.invalid;
import static org.jvirtd.driver.network.SourceValues.filled;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Dns;
import org.jvirtd.driver.network.NetworkDefinition.DnsHost;
import org.jvirtd.driver.network.NetworkDefinition.Forwarder;
import org.jvirtd.driver.network.NetworkDefinition.Srv;
import org.jvirtd.driver.network.NetworkDefinition.Txt;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;

/**
 * Reads {@code <dns>}.
 *
 * @param network the network's name, for errors
 */
record DnsReader(String network) {

  /** Bytes of a service's name, by the standard and with room for the record's form. */
  private static final int MAX_SERVICE = 512 - 30;

  Dns read(XmlElement source) {
    String enable = Values.yesNo().of(source, "enable");
    String plainNames = Values.yesNo().of(source, "forwardPlainNames");
    List<Forwarder> forwarders = new ArrayList<>();
    source.children("forwarder").forEach(one -> forwarders.add(forwarder(one)));
    List<DnsHost> hosts = new ArrayList<>();
    source.children("host").forEach(one -> hosts.add(host(one, false)));
    List<Srv> srvs = new ArrayList<>();
    source.children("srv").forEach(one -> srvs.add(srv(one, false)));
    List<Txt> txts = new ArrayList<>();
    source.children("txt").forEach(one -> txts.add(txt(one, false)));
    Dns dns = new Dns(enable, plainNames, forwarders, txts, srvs, hosts);
    if ("no".equals(enable) && dns.hasRecords()) {
      throw invalid("Extra data in disabled network '%s'", network);
    }
    return dns;
  }

  private Forwarder forwarder(XmlElement source) {
    String text = source.attribute("addr");
    IpAddress address = text == null ? null : IpAddress.parse(text);
    if (text != null && address == null) {
      throw invalid("Invalid forwarder IP address '%s' in network '%s'", text, network);
    }
    String domain = source.attribute("domain");
    if (address == null && domain == null) {
      throw invalid("Invalid forwarder element, must contain at least one of addr or domain");
    }
    return new Forwarder(domain, address);
  }

  DnsHost host(XmlElement source, boolean partial) {
    String ip = source.attribute("ip");
    if (ip == null && !partial) {
      throw detail("Missing IP address in network '%s' DNS HOST record", network);
    }
    IpAddress address = ip == null ? null : IpAddress.parse(ip);
    if (ip != null && address == null) {
      throw detail("Invalid IP address in network '%s' DNS HOST record", network);
    }
    List<String> names = new ArrayList<>();
    for (XmlElement name : source.children("hostname")) {
      if (!name.content().isEmpty()) {
        String text = name.text();
        if (text.isEmpty()) {
          throw detail("Missing hostname in network '%s' DNS HOST record", network);
        }
        names.add(text);
      }
    }
    if (names.isEmpty() && !partial) {
      throw detail("Missing hostname in network '%s' DNS HOST record", network);
    }
    if (names.isEmpty() && address == null) {
      throw detail("Missing ip and hostname in network '%s' DNS HOST record", network);
    }
    return new DnsHost(address, names);
  }

  Srv srv(XmlElement source, boolean partial) {
    String service = source.attribute("service");
    if (service == null && !partial) {
      throw detail("missing required service attribute in DNS SRV record of network '%s'", network);
    }
    if (service != null) {
      checkService(service);
    }
    String protocol = source.attribute("protocol");
    if (protocol == null && !partial) {
      throw detail(
          "missing required protocol attribute in DNS SRV record '%s' of network '%s'",
          Objects.toString(service, "(null)"), network);
    }
    if (protocol != null && !protocol.matches("[A-Za-z0-9\\-+/]*")) {
      throw detail(
          "invalid character in protocol attribute '%s' in DNS SRV record of network '%s'",
          protocol, network);
    }
    String target = source.attribute("target");
    String named = Objects.toString(service, "(null)");
    return new Srv(
        service,
        protocol,
        source.attribute("domain"),
        target,
        number(source, "port", target, named, 1, "invalid"),
        number(source, "priority", target, named, 0, "Invalid"),
        number(source, "weight", target, named, 0, "invalid"));
  }

  private void checkService(String service) {
    if (service.getBytes(StandardCharsets.UTF_8).length > MAX_SERVICE) {
      throw detail(
          "service attribute '%s' in network '%s' is too long, limit is %d bytes",
          service, network, MAX_SERVICE);
    }
    if (!service.matches("[A-Za-z0-9_\\-+/*]*")) {
      throw detail(
          "invalid character in service attribute '%s' in DNS SRV record of network '%s'",
          service, network);
    }
  }

  private long number(
      XmlElement source,
      String name,
      @Nullable String target,
      String service,
      long least,
      String invalid) {
    String raw = filled(source, name);
    if (raw == null) {
      return 0;
    }
    Long value = Numbers.unsigned32(raw, 10);
    if (value != null && target == null) {
      throw detail(
          "DNS SRV %s attribute not permitted without target for service '%s' in network '%s'",
          name, service, network);
    }
    if (value == null || value < least || value > 65_535) {
      throw detail(
          "%s DNS SRV %s attribute for service '%s' in network '%s'",
          invalid, name, service, network);
    }
    return value;
  }

  Txt txt(XmlElement source, boolean partial) {
    String name = source.attribute("name");
    if (name == null) {
      throw detail("missing required name attribute in DNS TXT record of network %s", network);
    }
    if (name.indexOf(' ') >= 0 || name.indexOf(',') >= 0) {
      throw detail("prohibited character in DNS TXT record name '%s' of network %s", name, network);
    }
    String value = source.attribute("value");
    if (value == null && !partial) {
      throw detail(
          "missing required value attribute in DNS TXT record named '%s' of network %s",
          name, network);
    }
    return new Txt(name, value);
  }
}
