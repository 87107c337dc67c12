package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.natural;
import static org.jvirtd.driver.xml.Values.number;

import java.util.HashSet;
import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlFailure;

/** How many I/O threads there are, which ids they have, and their pools of threads. */
final class IoThreadSchema {

  static final Schema COUNT =
      Schema.text(
          "iothreads",
          number(raw -> XmlFailure.invalid("invalid iothreads count '" + raw + "'")).hiding("0"));

  private static final Schema IOTHREAD =
      Schema.of("iothread")
          .required("id", Values.positive())
          .attributes(natural(), "thread_pool_min", "thread_pool_max");

  static final Schema IDS = Schema.of("iothreadids").children(IOTHREAD);

  static final Schema COMMON =
      Schema.of("defaultiothread").attributes(natural(), "thread_pool_min", "thread_pool_max");

  private IoThreadSchema() {}

  /** Makes the count and the ids agree. */
  static void complete(Element domain) {
    Element ids = domain.child("iothreadids");
    long listed = ids == null ? 0 : ids.children().size();
    long count = Math.max(listed, DomainChecks.number(domain, "iothreads"));
    if (count > Limits.MAX_VCPUS) {
      throw XmlFailure.invalid("invalid iothreads count '" + count + "'");
    }
    if (count > 0) {
      domain.ensure(COUNT).setText(Long.toString(count));
    }
    if (ids != null && listed > 0) {
      Set<String> used = new HashSet<>();
      for (Element thread : ids.children()) {
        String id = thread.get("id", "");
        if (!used.add(id)) {
          throw XmlFailure.invalid("duplicate iothread id '" + id + "' found");
        }
      }
      for (long id = 1; ids.children().size() < count; id++) {
        if (used.add(Long.toString(id))) {
          ids.add(new Element(IOTHREAD)).set("id", Long.toString(id));
        }
      }
    }
  }

  /** Whether there is a thread of that id. */
  static boolean has(Element domain, long id) {
    Element ids = domain.child("iothreadids");
    if (ids == null || ids.children().isEmpty()) {
      return id >= 1 && id <= DomainChecks.number(domain, "iothreads");
    }
    return ids.children().stream().anyMatch(one -> DeviceParts.number(one, "id") == id);
  }
}
