package org.jvirtd.driver.test;

import java.util.ArrayList;
import java.util.List;
import org.jvirtd.driver.network.IpAddress;
import org.jvirtd.driver.network.NetworkDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainGuestProcedures;
import org.jvirtd.protocol.domain.DomainInterface;
import org.jvirtd.protocol.domain.DomainIpAddress;
import org.jvirtd.protocol.domain.DomainTypes.AddressSource;

/** Which addresses the imaginary guest has: made up, but each its own, as libvirt makes them up. */
interface TestAddresses extends InWorld, DomainGuestProcedures {
  int IPV4 = 0;
  int IPV6 = 1;

  /** How far apart the addresses of two domains are, and so how many interfaces have their own. */
  int PER_DOMAIN = 20;

  @Override
  default List<DomainInterface> domainInterfaceAddresses(Domain domain, int source, int flags) {
    Check.flags(flags, 0, "testDomainInterfaceAddresses");
    if (source < 0 || source > AddressSource.ARP) {
      throw LibvirtException.of(
          ErrorCode.ARGUMENT_UNSUPPORTED,
          ErrorDomain.TEST,
          "Unknown IP address data source " + source);
    }
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              return interfaces(vm);
            });
  }

  private List<DomainInterface> interfaces(TestDomain vm) {
    List<DomainInterface> interfaces = new ArrayList<>();
    for (org.jvirtd.driver.domain.DomainInterface card : vm.current().interfaces()) {
      int place = interfaces.size() + 1;
      String name = card.target();
      interfaces.add(
          new DomainInterface(
              name == null ? "" : name, card.mac(), addresses(card, place, vm.id())));
    }
    return interfaces;
  }

  private List<DomainIpAddress> addresses(
      org.jvirtd.driver.domain.DomainInterface card, int place, int domainId) {
    String network = card.source();
    if (!card.type().equals("network") || network == null) {
      return List.of(new DomainIpAddress(IPV4, "192.168.0." + place, 24));
    }
    long offset = (long) PER_DOMAIN * (domainId - 1) + place;
    return world().networks().byName(network, known -> inside(known.definition(), offset));
  }

  /** None in a network without addresses, where libvirtd ends. */
  private static List<DomainIpAddress> inside(NetworkDefinition network, long offset) {
    if (network.ips().isEmpty()) {
      return List.of();
    }
    NetworkDefinition.Ip ip = network.ips().getFirst();
    IpAddress first =
        ip.ranges().isEmpty() ? ip.address() : ip.ranges().getFirst().addresses().start();
    return List.of(
        new DomainIpAddress(
            "ipv6".equals(ip.family()) ? IPV6 : IPV4,
            first.plus(offset).toString(),
            ip.effectivePrefix()));
  }
}
