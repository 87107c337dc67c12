package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * {@code <cachetune>} and {@code <memorytune>}: how much of the host's caches and memory bandwidth
 * groups of vCPUs have. Both kinds share the groups.
 */
final class ResourceControl {

  private static final String MONITORED_LEVEL = "3";

  private static final Schema CACHE =
      Schema.of("cache")
          .required("id", uint())
          .required("level", uint())
          .required("type", oneOf("both", "code", "data"))
          .attribute("size", text())
          .attribute("unit", text())
          .onRead((source, cache) -> {
            Long bytes =
                ScaledSize.bytes(
                    cache.get("size", ""),
                    cache.get("unit"),
                    "./@size",
                    1024,
                    ScaledSize.UNBOUNDED);
            if (bytes == null) {
              throw ScaledSize.missing("./@size");
            }
            ScaledSize.Pretty pretty = ScaledSize.pretty(bytes);
            cache.set("size", Long.toString(pretty.value()));
            cache.set("unit", pretty.unit());
          });

  private static final Schema MONITOR =
      Schema.of("monitor").attribute("level", uint()).attribute("vcpus", text()).always();

  static final Schema CACHETUNE = tune("cachetune").children(CACHE).children(MONITOR);

  static final Schema MEMORYTUNE =
      tune("memorytune")
          .children(Schema.of("node").required("id", uint()).required("bandwidth", uint()))
          .children(MONITOR);

  /** vCPUs that share an allocation, what is allocated to them, and who watches it. */
  private static final class Group {
    final BitSet cpus;
    final Set<String> caches = new HashSet<>();
    final Set<String> nodes = new HashSet<>();
    final List<Monitor> monitors = new ArrayList<>();

    Group(BitSet cpus) {
      this.cpus = cpus;
    }
  }

  private record Monitor(String kind, BitSet cpus) {}

  private final int vcpus;
  private final List<Group> groups = new ArrayList<>();

  private ResourceControl(int vcpus) {
    this.vcpus = vcpus;
  }

  private static Schema tune(String name) {
    return Schema.of(name)
        .attribute("vcpus", text())
        .always()
        .attribute("id", Values.ignored(), (tune, mode) -> mode.live());
  }

  /** Cuts the groups down to the vCPUs that there are, and checks that they agree. */
  static void complete(Element tune, long vcpus) {
    var control = new ResourceControl((int) Math.min(vcpus, Integer.MAX_VALUE));
    for (Element cache : tune.children("cachetune")) {
      control.cache(tune, cache);
    }
    for (Element memory : tune.children("memorytune")) {
      control.memory(tune, memory);
    }
  }

  private void cache(Element parent, Element tune) {
    BitSet cpus = cut(tune);
    if (cpus.isEmpty()) {
      parent.removeAt(parent.indexOf(tune));
      return;
    }
    if (find(cpus) != null) {
      throw XmlFailure.invalid("Identical vcpus in cachetunes found");
    }
    Group group = new Group(cpus);
    for (Element cache : tune.children("cache")) {
      allocate(group, cache);
    }
    monitor(group, tune, "cache");
    if (tune.children().isEmpty()) {
      parent.removeAt(parent.indexOf(tune));
    } else {
      groups.add(group);
    }
  }

  private static void allocate(Group group, Element cache) {
    String place = cache.get("level", "") + " " + cache.get("id", "") + " ";
    String type = cache.get("type", "");
    boolean both = type.equals("both");
    boolean taken =
        group.caches.contains(place + type)
            || group.caches.contains(place + "both")
            || (both && group.caches.contains(place + "code"))
            || (both && group.caches.contains(place + "data"));
    if (taken) {
      throw colliding(
          "Colliding cache allocations for cache level '%s' id '%s', type '%s'"
              .formatted(cache.get("level", ""), cache.get("id", ""), type));
    }
    group.caches.add(place + type);
  }

  private void memory(Element parent, Element tune) {
    BitSet cpus = cut(tune);
    if (cpus.isEmpty()) {
      parent.removeAt(parent.indexOf(tune));
      return;
    }
    Group known = find(cpus);
    Group group = known == null ? new Group(cpus) : known;
    for (Element node : tune.children("node")) {
      String id = node.get("id", "");
      if (!group.nodes.add(id)) {
        throw colliding("Memory Bandwidth already defined for node " + id);
      }
    }
    monitor(group, tune, "memory");
    if (tune.children().isEmpty()) {
      parent.removeAt(parent.indexOf(tune));
    } else if (known == null) {
      groups.add(group);
    }
  }

  private BitSet cut(Element tune) {
    BitSet cpus = cpus(tune).bits();
    if (vcpus < cpus.length()) {
      cpus.clear(vcpus, cpus.length());
    }
    String text = Bitmap.of(cpus).toString();
    tune.set("vcpus", text);
    tune.set("id", "vcpus_" + text);
    return cpus;
  }

  private static Bitmap cpus(Element tune) {
    String set = tune.get("vcpus");
    if (set == null) {
      throw XmlFailure.invalid("Missing " + tune.name() + " attribute 'vcpus'");
    }
    try {
      return Bitmap.parse(set);
    } catch (RpcException e) {
      throw XmlFailure.invalid("Invalid " + tune.name() + " attribute 'vcpus' value '" + set + "'");
    }
  }

  private @Nullable Group find(BitSet cpus) {
    for (Group group : groups) {
      if (group.cpus.equals(cpus)) {
        return group;
      }
      if (group.cpus.intersects(cpus)) {
        throw XmlFailure.invalid("Overlapping vcpus in resctrls");
      }
    }
    return null;
  }

  private void monitor(Group group, Element tune, String kind) {
    for (Element monitor : tune.children("monitor")) {
      if (kind.equals("cache")) {
        String level = monitor.get("level");
        if (level == null) {
          throw new ValueType.Site("monitor", "level").missing();
        }
        if (!level.equals(MONITORED_LEVEL)) {
          throw XmlFailure.invalid("Invalid monitor cache level '" + level + "'");
        }
      }
      BitSet cpus = cut(monitor);
      monitor.set("id", null);
      requireOwn(group, kind, cpus);
      group.monitors.add(new Monitor(kind, cpus));
    }
  }

  private static void requireOwn(Group group, String kind, BitSet cpus) {
    if (cpus.isEmpty()) {
      throw invalid("vcpus is empty");
    }
    BitSet others = (BitSet) cpus.clone();
    others.andNot(group.cpus);
    if (!others.isEmpty()) {
      throw invalid("Monitor vcpus conflicts with allocation");
    }
    boolean empty = group.caches.isEmpty() && group.nodes.isEmpty();
    for (Monitor other : group.monitors) {
      if (other.cpus().equals(cpus)) {
        if (other.kind().equals(kind)) {
          throw invalid("Identical vcpus found in same type monitors");
        }
        continue;
      }
      boolean whole = cpus.equals(group.cpus) || other.cpus().equals(group.cpus);
      if (other.cpus().intersects(cpus) && (empty || !whole)) {
        throw invalid("vcpus overlaps in resctrl groups");
      }
    }
  }

  private static RpcException invalid(String detail) {
    return XmlFailure.of(ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, detail);
  }

  private static RpcException colliding(String detail) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.RESCTRL, detail);
  }
}
