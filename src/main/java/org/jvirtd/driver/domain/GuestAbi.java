package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.AbiRule.all;
import static org.jvirtd.driver.domain.AbiRule.changed;
import static org.jvirtd.driver.domain.AbiRule.each;
import static org.jvirtd.driver.domain.AbiRule.same;
import static org.jvirtd.driver.domain.AbiRule.samePresence;
import static org.jvirtd.driver.domain.AbiRule.sameText;
import static org.jvirtd.driver.domain.AbiRule.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * Whether a guest could tell two definitions of its domain apart. Then one cannot take the other's
 * place: a snapshot with the memory of a running guest would go on in another machine. The order of
 * the checks and the words are libvirt's.
 */
public final class GuestAbi {

  private static final String NULL = "<null>";

  private static final AbiRule IDENTITY =
      all(
          same("Target domain virt type %s does not match source %s", "", "type"),
          sameText("Target domain uuid %s does not match source %s", "", "uuid"),
          samePresence("Target domain requested genid does not match source", "genid"),
          sameText("Target domain genid %s does not match source %s", "", "genid"),
          sameText("Target domain name '%s' does not match source '%s'", "", "name"));

  private static final AbiRule MEMORY =
      all(
          same(
              "Target domain max memory %s does not match source %s",
              domain -> Long.toString(initialKib(domain))),
          sameText(
              "Target domain current memory %s does not match source %s", "0", "currentMemory"),
          sameText("Target maximum memory size '%s' doesn't match source '%s'", "0", "maxMemory"),
          same(
              "Target domain memory slots count '%s' doesn't match source '%s'",
              "0", "slots", "maxMemory"));

  private static final AbiRule MACHINE =
      all(
          sameText("Target domain OS type %s does not match source %s", "", "os", "type"),
          same(
              "Target domain architecture %s does not match source %s",
              "none", "arch", "os", "type"),
          same(
              "Target domain machine type %s does not match source %s",
              "(null)", "machine", "os", "type"),
          same(
              "Target domain SMBIOS mode %s does not match source %s",
              "none", "mode", "os", "smbios"));

  private static final AbiRule TIMERS =
      each(
          "timer",
          "Target domain timers do not match source",
          same("Target timer %s does not match source %s", "", "name"),
          same("Target timer presence '%s' does not match source '%s'", "default", "present"),
          when(
              timer -> timer.is("name", "tsc"),
              all(
                  same("Target TSC frequency %s does not match source %s", "0", "frequency"),
                  same("Target TSC mode %s does not match source %s", "none", "mode"))));

  private static final AbiRule CPU =
      all(
          same("Target CPU mode %s does not match source %s", "custom", "mode"),
          same("Target CPU check %s does not match source %s", "default", "check"),
          sameText("Target CPU model %s does not match source %s", NULL, "model"),
          sameText("Target CPU vendor %s does not match source %s", NULL, "vendor"),
          same("Target CPU vendor id %s does not match source %s", NULL, "vendor_id", "model"),
          topology("sockets"),
          topology("dies"),
          topology("cores"),
          topology("threads"),
          sameAttributes("Target CPU maxphysaddr does not match source", "maxphysaddr"),
          each(
              "feature",
              "Target CPU feature count %s does not match source %s",
              same("Target CPU feature %s does not match source %s", "", "name"),
              same("Target CPU feature policy %s does not match source %s", "", "policy")),
          sameAttributes("Target CPU cache does not match source", "cache"));

  /** What the firmware tells the guest, by the element and the name of the entry. */
  private static final Map<String, List<List<String>>> FIRMWARE =
      Map.of(
          "bios",
          entries("BIOS", SystemInfo.BIOS),
          "system",
          entries("system", SystemInfo.SYSTEM),
          "baseBoard",
          entries("base board", SystemInfo.BASE_BOARD),
          "chassis",
          entries("chassis", SystemInfo.CHASSIS));

  private static final AbiRule FIRMWARE_COUNT =
      each("sysinfo", "Target domain count of sysinfo does not match source");

  private static final AbiRule FIRMWARE_TABLES =
      each(
          "sysinfo",
          "Target domain count of sysinfo does not match source",
          same("Target sysinfo %s does not match source %s", "", "type"),
          table("bios", "Target sysinfo does not match source"),
          table("system", "Target sysinfo does not match source"),
          each(
              "baseBoard",
              "Target sysinfo base board count '%s' does not match source '%s'",
              (source, target) -> checkTable("baseBoard", source, target)),
          table("chassis", "Target chassis does not match source"));

  private GuestAbi() {}

  /**
   * Requires that the target looks to its guest as the source does.
   *
   * @throws RpcException CONFIG_UNSUPPORTED, with the first difference
   */
  public static void requireSame(DomainDefinition source, DomainDefinition target) {
    Element was = source.root();
    Element is = target.root();
    IDENTITY.check(was, is);
    MEMORY.check(was, is);
    checkCells(was.at("cpu", "numa"), is.at("cpu", "numa"));
    checkVcpus(source, target);
    MACHINE.check(was, is);
    FeatureAbi.check(was, is);
    checkBoth(
        TIMERS, was.child("clock"), is.child("clock"), "Target domain timers do not match source");
    reportingAs(
        ErrorDomain.CPU,
        () ->
            checkBoth(CPU, was.child("cpu"), is.child("cpu"), "Target CPU does not match source"));
    checkFirmware(was, is);
    checkBoth(
        DeviceAbi.DEVICES,
        was.child("devices"),
        is.child("devices"),
        "Target domain devices do not match source");
  }

  private static void checkBoth(
      AbiRule rule, @Nullable Element source, @Nullable Element target, String words) {
    if ((source == null) != (target == null)) {
      throw changed(words);
    }
    if (source != null && target != null) {
      rule.check(source, target);
    }
  }

  /** Whether there are other tables is the domain's matter, what is in them is not. */
  private static void checkFirmware(Element source, Element target) {
    FIRMWARE_COUNT.check(source, target);
    reportingAs(ErrorDomain.SYSINFO, () -> FIRMWARE_TABLES.check(source, target));
  }

  private static void reportingAs(ErrorDomain domain, Runnable check) {
    try {
      check.run();
    } catch (RpcException e) {
      String detail = Objects.requireNonNullElse(e.error().str2(), "");
      throw XmlFailure.of(ErrorCode.CONFIG_UNSUPPORTED, domain, detail);
    }
  }

  /** The KiB that the guest begins with: modules come on top. */
  private static long initialKib(Element domain) {
    Element devices = domain.child("devices");
    long modules = devices == null ? 0 : MemoryDevice.totalKib(devices);
    return DomainChecks.number(domain, "memory") - modules;
  }

  private static void checkCells(@Nullable Element source, @Nullable Element target) {
    List<Element> were = source == null ? List.of() : source.children("cell");
    List<Element> are = target == null ? List.of() : target.children("cell");
    if (were.size() != are.size()) {
      throw changed(
          "Target NUMA node count '%s' doesn't match source '%s'", are.size(), were.size());
    }
    for (int i = 0; i < were.size(); i++) {
      Element was = were.get(i);
      Element is = are.get(i);
      if (!was.get("memory", "0").equals(is.get("memory", "0"))) {
        throw changed(
            "Size of target NUMA node %s (%s) doesn't match source (%s)",
            i, is.get("memory", "0"), was.get("memory", "0"));
      }
      if (!was.get("cpus", "").equals(is.get("cpus", ""))) {
        throw changed("Processor mask of target NUMA node %s doesn't match source", i);
      }
      for (int other = 0; other < were.size(); other++) {
        if (!distance(was, i, other).equals(distance(is, i, other))) {
          throw changed("Target NUMA distance from %s to %s doesn't match source", i, other);
        }
      }
    }
  }

  /** 10 to itself and 20 to others, where nothing else is said. */
  private static String distance(Element cell, int from, int to) {
    Element distances = cell.child("distances");
    if (distances != null) {
      for (Element sibling : distances.children()) {
        if (sibling.is("id", Integer.toString(to))) {
          return sibling.get("value", "");
        }
      }
    }
    return from == to ? "10" : "20";
  }

  private static void checkVcpus(DomainDefinition source, DomainDefinition target) {
    if (source.maxVcpus() != target.maxVcpus()) {
      throw changed(
          "Target domain vCPU max %s does not match source %s",
          target.maxVcpus(), source.maxVcpus());
    }
    for (int i = 0; i < source.maxVcpus(); i++) {
      Vcpu was = vcpu(source, i);
      Vcpu is = vcpu(target, i);
      if (was.online() != is.online()) {
        throw changed("State of vCPU '%s' differs between source and destination definitions", i);
      }
      if (!was.order().equals(is.order())) {
        throw changed(
            "vcpu enable order of vCPU '%s' differs between source and destination definitions", i);
      }
    }
  }

  private record Vcpu(boolean online, String order) {}

  private static Vcpu vcpu(DomainDefinition domain, int number) {
    Element states = domain.root().child("vcpus");
    if (states != null) {
      for (Element state : states.children()) {
        if (state.is("id", Integer.toString(number))) {
          return new Vcpu(state.is("enabled", "yes"), state.get("order", "0"));
        }
      }
    }
    return new Vcpu(number < domain.vcpus(), "0");
  }

  private static AbiRule topology(String part) {
    return same("Target CPU " + part + " %s does not match source %s", "0", part, "topology");
  }

  private static AbiRule sameAttributes(String words, String child) {
    return (source, target) -> {
      if (!Objects.equals(source.child(child), target.child(child))) {
        throw changed(words);
      }
    };
  }

  private static AbiRule table(String name, String words) {
    return (source, target) ->
        checkBoth(
            (was, is) -> checkTable(name, was, is),
            filled(source.child(name)),
            filled(target.child(name)),
            words);
  }

  /** A table without entries is none. */
  private static @Nullable Element filled(@Nullable Element table) {
    return table == null || table.isEmpty() ? null : table;
  }

  private static void checkTable(String name, Element source, Element target) {
    for (List<String> entry : FIRMWARE.getOrDefault(name, List.of())) {
      String was = entry(source, entry.getFirst());
      String is = entry(target, entry.getFirst());
      if (!was.equals(is)) {
        throw changed("Target sysinfo %s %s does not match source %s", entry.getLast(), is, was);
      }
    }
  }

  private static String entry(Element table, String name) {
    for (Element entry : table.children("entry")) {
      if (entry.is("name", name)) {
        return Objects.requireNonNullElse(entry.text(), NULL);
      }
    }
    return NULL;
  }

  /** Names of entries, and what errors call them: the manufacturer is a vendor there. */
  private static List<List<String>> entries(String table, List<String> names) {
    List<List<String>> entries = new ArrayList<>();
    for (String name : names) {
      entries.add(List.of(name, table + " " + (name.equals("manufacturer") ? "vendor" : name)));
    }
    return entries;
  }
}
