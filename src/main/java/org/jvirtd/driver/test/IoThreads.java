package org.jvirtd.driver.test;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;

/**
 * The I/O threads of a definition. It says how many there are, and lists them only where their ids
 * are not just 1, 2, 3 and so on.
 */
final class IoThreads {
  private static final String COUNT = "iothreads";
  private static final String LIST = "iothreadids";
  private static final String PIN = "iothreadpin";
  private static final Set<String> TUNINGS = Set.of(PIN, "iothreadsched");

  private IoThreads() {}

  /** The ids, in their order; unsigned. */
  static List<Integer> ids(DomainDefinition definition) {
    Element listed = definition.root().child(LIST);
    if (listed != null && !listed.children().isEmpty()) {
      return listed.children().stream()
          .map(thread -> Integer.parseUnsignedInt(thread.get("id", "0")))
          .toList();
    }
    Element count = definition.root().child(COUNT);
    String text = count == null ? null : count.text();
    return text == null
        ? List.of()
        : IntStream.rangeClosed(1, Integer.parseInt(text)).boxed().toList();
  }

  /** The host CPUs that a thread may run on; null where that is not said. */
  static @Nullable BitSet pin(DomainDefinition definition, int id) {
    Element tuning = definition.root().child("cputune");
    if (tuning == null) {
      return null;
    }
    return tuning.children(PIN).stream()
        .filter(pin -> isOf(pin, id))
        .map(pin -> Bitmap.parse(pin.get("cpuset", "")).bits())
        .findFirst()
        .orElse(null);
  }

  private static boolean isOf(Element tuning, int id) {
    String text = Integer.toUnsignedString(id);
    return tuning.is("iothread", text) || tuning.is("iothreads", text);
  }

  static DomainDefinition with(DomainDefinition definition, int id) {
    List<Integer> ids = ids(definition);
    return definition.with(domain -> {
      Element list = listed(domain, ids);
      list.add(thread(list, id));
      domain.open(COUNT).setText(Integer.toString(ids.size() + 1));
    });
  }

  static DomainDefinition without(DomainDefinition definition, int id) {
    List<Integer> ids = ids(definition);
    return definition.with(domain -> {
      String text = Integer.toUnsignedString(id);
      // Those that are only counted stay so when it is the last of them that goes.
      if (domain.child(LIST) != null || ids.getLast() != id) {
        listed(domain, ids).removeIf(thread -> thread.is("id", text));
      }
      domain.open(COUNT).setText(Integer.toString(ids.size() - 1));
      if (ids.size() == 1) {
        domain.removeAll(COUNT);
        domain.removeAll(LIST);
      }
      if (domain.child("cputune") != null) {
        domain
            .open("cputune")
            .removeIf(tuning -> TUNINGS.contains(tuning.name()) && isOf(tuning, id));
      }
    });
  }

  static DomainDefinition withPin(DomainDefinition definition, int id, BitSet cpus) {
    List<Integer> ids = ids(definition);
    return definition.with(domain -> {
      // What is said of one of them makes libvirt list them all.
      listed(domain, ids);
      Element tuning = domain.open("cputune");
      tuning.removeIf(old -> old.name().equals(PIN) && isOf(old, id));
      Element pin = tuning.kind(PIN);
      pin.set("iothread", Integer.toUnsignedString(id));
      pin.set("cpuset", Bitmap.of(cpus).toString());
      tuning.add(placeFor(ids.indexOf(id), ids, tuning), pin);
    });
  }

  /** Pins stand in the order of their threads. */
  private static int placeFor(int position, List<Integer> ids, Element tuning) {
    int place = 0;
    List<Element> all = tuning.children();
    for (int i = 0; i < all.size(); i++) {
      String other = all.get(i).name().equals(PIN) ? all.get(i).get("iothread") : null;
      if (other != null && ids.indexOf(Integer.parseUnsignedInt(other)) < position) {
        place = i + 1;
      }
    }
    return place;
  }

  /** The list, which can be changed; with all threads in it, if they were only counted. */
  private static Element listed(Element domain, List<Integer> ids) {
    Element list = domain.open(LIST);
    if (list.children().isEmpty()) {
      ids.forEach(id -> list.add(thread(list, id)));
    }
    return list;
  }

  private static Element thread(Element list, int id) {
    Element thread = list.kind("iothread");
    thread.set("id", Integer.toUnsignedString(id));
    return thread;
  }
}
