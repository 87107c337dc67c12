package org.jvirtd.driver.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/** What must be true of the cells of a guest and of the ways between them. */
final class NumaRules {

  private static final int MOST_LEVELS = 3;

  private NumaRules() {}

  static void check(Element domain) {
    Element numa = domain.at("cpu", "numa");
    if (numa == null) {
      return;
    }
    List<Element> cells = numa.children("cell");
    cells.forEach(NumaRules::caches);
    Element ways = numa.child("interconnects");
    List<Element> before = new ArrayList<>();
    for (Element way : ways == null ? List.<Element>of() : ways.children()) {
      ends(way, cells);
      before.forEach(other -> requireDifferent(way, other));
      before.add(way);
    }
  }

  private static void caches(Element cell) {
    Set<Long> seen = new HashSet<>();
    for (Element cache : cell.children("cache")) {
      long level = DeviceParts.number(cache, "level");
      if (level > MOST_LEVELS) {
        throw XmlFailure.invalid("Ain't nobody heard of that much cache level");
      }
      if (!seen.add(level)) {
        throw XmlFailure.invalid("Cache level '" + level + "' already defined");
      }
    }
  }

  private static void ends(Element way, List<Element> cells) {
    for (String end : new String[] {"initiator", "target"}) {
      if (DeviceParts.number(way, end) >= cells.size()) {
        throw XmlFailure.invalid("'" + end + "' refers to a non-existent NUMA node");
      }
    }
    if (!cells.get((int) DeviceParts.number(way, "initiator")).has("cpus")) {
      throw XmlFailure.invalid("NUMA nodes without CPUs can't be initiator");
    }
    Element target = cells.get((int) DeviceParts.number(way, "target"));
    String cache = way.get("cache");
    boolean there =
        cache == null || target.children("cache").stream().anyMatch(one -> one.is("level", cache));
    if (!there) {
      throw XmlFailure.invalid("'cache' refers to a non-existent NUMA node cache");
    }
  }

  private static void requireDifferent(Element way, Element other) {
    boolean same =
        way.name().equals(other.name())
            && same(way, "initiator", other, "initiator")
            && same(way, "target", other, "target")
            && same(way, "cache", other, "cache")
            && same(way, "type", other, "type");
    if (same) {
      throw XmlFailure.invalid("Duplicate info for NUMA latencies");
    }
    boolean loop = same(way, "initiator", way, "target");
    if (!loop
        && same(way, "initiator", other, "target")
        && same(way, "target", other, "initiator")) {
      throw XmlFailure.invalid("Link already defined");
    }
  }

  private static boolean same(Element one, String attribute, Element other, String theirs) {
    return Objects.equals(one.get(attribute), other.get(theirs));
  }
}
