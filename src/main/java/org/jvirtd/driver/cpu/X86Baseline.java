package org.jvirtd.driver.cpu;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.cpu.GuestCpu.Feature;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/** What several x86 hosts have in common, by libvirt's rules. */
final class X86Baseline {

  private final X86Table table = X86Table.get();
  private final List<HostCpu> hosts;
  private @Nullable String vendor;

  private X86Baseline(List<HostCpu> hosts) {
    this.hosts = hosts;
  }

  /**
   * @param hosts one at least
   * @throws LibvirtException if a name is unknown, or the hosts have nothing in common
   */
  static GuestCpu of(List<HostCpu> hosts) {
    return new X86Baseline(hosts).common();
  }

  private GuestCpu common() {
    HostCpu first = hosts.getFirst();
    BitSet shared = features(first);
    agreeOnVendor(first.vendor());
    for (HostCpu host : hosts.subList(1, hosts.size())) {
      BitSet features = features(host);
      checkVendor(host);
      shared.and(features);
    }
    if (shared.isEmpty()) {
      throw failed("CPUs are incompatible");
    }
    Set<String> named = new LinkedHashSet<>();
    hosts.forEach(host -> named.add(host.model()));
    X86Candidate best = best(shared, named);
    boolean allNameIt = named.equals(Set.of(best.model().name()));
    boolean allNameVendor = hosts.stream().allMatch(host -> host.vendor() != null);
    return new GuestCpu(
        best.model().name(), !allNameIt, allNameVendor ? vendor : null, best.features());
  }

  private BitSet features(HostCpu host) {
    BitSet features = (BitSet) table.named(host.model()).features().clone();
    for (String name : host.features()) {
      Integer number = table.feature(name);
      if (number == null) {
        throw internal("Unknown CPU feature " + name);
      }
      features.set(number);
    }
    return features;
  }

  /** All hosts but the first must also agree with the vendors of their own models. */
  private void checkVendor(HostCpu host) {
    X86Model model = table.named(host.model());
    String made = model.vendor();
    String said = host.vendor();
    if (said != null && made != null && !said.equals(made)) {
      throw failed(
          "CPU vendor " + made + " of model " + model.name() + " differs from vendor " + said);
    }
    agreeOnVendor(said != null ? said : made);
  }

  private void agreeOnVendor(@Nullable String name) {
    if (name == null) {
      return;
    }
    if (vendor == null) {
      if (!table.knowsVendor(name)) {
        throw failed("Unknown CPU vendor " + name);
      }
      vendor = name;
    } else if (!vendor.equals(name)) {
      throw failed("CPU vendors do not match");
    }
  }

  /** The model that tells the features best: the newest of those that tell them equally well. */
  private X86Candidate best(BitSet features, Set<String> preferred) {
    X86Candidate best = null;
    for (X86Model model : table.models().reversed()) {
      if (!model.guest() || !fits(model)) {
        continue;
      }
      X86Candidate candidate = X86Candidate.of(table, model, features);
      boolean named = preferred.contains(model.name());
      if (named && preferred.size() == 1) {
        return candidate;
      }
      if (best == null || candidate.isBetterThan(best, named)) {
        best = candidate;
      }
    }
    if (best == null) {
      throw internal("Cannot find suitable CPU model for given data");
    }
    return best;
  }

  private boolean fits(X86Model model) {
    return vendor == null || model.vendor() == null || model.vendor().equals(vendor);
  }

  /** The same processor with the features of its model in its list, in the order of the names. */
  static GuestCpu expand(GuestCpu cpu) {
    X86Table table = X86Table.get();
    Map<String, Feature> all = new TreeMap<>();
    table.named(cpu.model()).features().stream()
        .mapToObj(table.features()::get)
        .forEach(name -> all.put(name, new Feature(name, true)));
    // What the processor says itself wins; what its model has lost is among it.
    cpu.features().forEach(feature -> all.put(feature.name(), feature));
    return cpu.withFeatures(List.copyOf(all.values()));
  }

  private static LibvirtException failed(String text) {
    return LibvirtException.of(ErrorCode.OPERATION_FAILED, ErrorDomain.CPU, text);
  }

  private static LibvirtException internal(String text) {
    return LibvirtException.internal(ErrorDomain.CPU, text);
  }
}
