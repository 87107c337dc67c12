package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.number;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** What a domain may use of the host: block I/O, memory, CPU time, NUMA nodes, I/O threads. */
final class Tuning {

  /** A memory limit from here on means that there is none (KiB). */
  private static final long NO_LIMIT_KIB = 9007199254740991L;

  private static final Schema BLKIO_DEVICE =
      Schema.of("device")
          .child(Schema.text("path", filled()))
          .child(plain("weight"))
          .child(plain("read_iops_sec"))
          .child(plain("write_iops_sec"))
          .child(plain("read_bytes_sec"))
          .child(plain("write_bytes_sec"))
          .when((device, mode) -> device.children().size() > 1);

  static final Schema BLKIOTUNE =
      Schema.of("blkiotune").child(plain("weight")).children(BLKIO_DEVICE);

  static final Schema MEMTUNE =
      Schema.of("memtune")
          .child(limit("hard_limit"))
          .child(limit("soft_limit"))
          .child(limit("min_guarantee"))
          .child(limit("swap_hard_limit"));

  private static final Schema PAGE =
      Schema.of("page")
          .attribute("size", text())
          .attribute("unit", text())
          .attribute("nodeset", text())
          .onRead(Tuning::completePage);

  static final Schema MEMORY_BACKING =
      Schema.of("memoryBacking")
          .child(Schema.of("hugepages").children(PAGE).always())
          .child(Schema.flag("nosharepages"))
          .child(Schema.flag("locked"))
          .child(
              Schema.of("source")
                  .attribute(
                      "type",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown memoryBacking/source/type '" + raw + "'"),
                          "file",
                          "anonymous",
                          "memfd")))
          .child(
              Schema.of("access")
                  .attribute(
                      "mode",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown memoryBacking/access/mode '" + raw + "'"),
                          "shared",
                          "private")))
          .child(
              Schema.of("allocation")
                  .attribute(
                      "mode",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown memoryBacking/allocation/mode '" + raw + "'"),
                          "immediate",
                          "ondemand"))
                  .attribute(
                      "threads",
                      number(raw -> XmlFailure.invalid("Failed to parse memory allocation threads"))
                          .hiding("0")))
          .child(Schema.flag("discard"));

  static final Schema IOTHREADS =
      Schema.text(
          "iothreads",
          number(raw -> XmlFailure.invalid("invalid iothreads count '" + raw + "'")).hiding("0"));

  private static final Schema IOTHREAD =
      Schema.of("iothread")
          .required("id", Values.positive())
          .attributes(integer(), "thread_pool_min", "thread_pool_max");

  static final Schema IOTHREADIDS = Schema.of("iothreadids").children(IOTHREAD);

  static final Schema DEFAULT_IOTHREAD =
      Schema.of("defaultiothread").attributes(integer(), "thread_pool_min", "thread_pool_max");

  private static final ValueType CPUSET = (raw, site) -> Bitmap.parse(raw).toString();

  private static final Schema VCPUPIN =
      pin("vcpupin").required("vcpu", uint()).attribute("cpuset", CPUSET);

  private static final Schema IOTHREADPIN =
      pin("iothreadpin").required("iothread", uint()).attribute("cpuset", CPUSET);

  static final Schema CPUTUNE =
      Schema.of("cputune")
          .child(Schema.text("shares", cpuNumber("shares", false)))
          .child(cpu("period", "period"))
          .child(cpu("quota", "quota"))
          .child(cpu("global_period", "global period"))
          .child(cpu("global_quota", "global quota"))
          .child(cpu("emulator_period", "emulator period"))
          .child(cpu("emulator_quota", "emulator quota"))
          .child(cpu("iothread_period", "iothread period"))
          .child(cpu("iothread_quota", "iothread quota"))
          .children(VCPUPIN)
          .child(pin("emulatorpin").attribute("cpuset", CPUSET))
          .children(IOTHREADPIN)
          .child(scheduler("emulatorsched"))
          .children(scheduler("vcpusched", "vcpus"))
          .children(scheduler("iothreadsched", "iothreads"))
          .children(ResourceControl.CACHETUNE)
          .children(ResourceControl.MEMORYTUNE)
          .onRead((source, tune) -> completeCpuTune(tune));

  static final Schema RESOURCE =
      Schema.of("resource")
          .child(Schema.text("partition", filled()))
          .child(Schema.of("fibrechannel").attribute("appid", filled()));

  private Tuning() {}

  private static Schema pin(String name) {
    return Schema.of(name)
        .onRead((source, pin) -> {
          if (!pin.has("cpuset")) {
            throw XmlFailure.internal("missing cpuset for " + name);
          }
        });
  }

  private static Schema plain(String name) {
    return Schema.text(
        name,
        (raw, site) -> {
          Long value = raw.isEmpty() ? null : Numbers.unsigned(raw, 10);
          return value == null || value == 0 ? null : Long.toUnsignedString(value);
        });
  }

  private static Schema limit(String name) {
    return ScaledSize.kib(name, "./memtune/" + name + "[1]")
        .onRead((source, limit) -> {
          String text = limit.text();
          long kib = text == null ? 0 : Long.parseLong(text);
          if ((kib == 0 && name.equals("min_guarantee")) || kib >= NO_LIMIT_KIB) {
            limit.set("unit", null);
            limit.setText(null);
          }
        });
  }

  private static Schema cpu(String name, String words) {
    return Schema.text(name, cpuNumber(words, name.endsWith("quota")).hiding("0"));
  }

  private static ValueType cpuNumber(String words, boolean signed) {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      Long value = signed ? Numbers.signed(raw, 10) : Numbers.unsigned(raw, 10);
      if (value == null) {
        throw XmlFailure.invalid("can't parse cputune " + words + " value");
      }
      return signed ? Long.toString(value) : Long.toUnsignedString(value);
    };
  }

  private static Schema scheduler(String name, String... ids) {
    Schema schema = Schema.of(name);
    for (String one : ids) {
      schema.required(one, CPUSET);
    }
    return schema
        .required("scheduler", oneOf("batch", "idle", "fifo", "rr"))
        .attribute("priority", integer())
        .onRead((source, sched) -> {
          boolean timed = sched.is("scheduler", "fifo") || sched.is("scheduler", "rr");
          if (!timed) {
            sched.set("priority", null);
          } else if (!sched.has("priority")) {
            throw new ValueType.Site(name, "priority").missing();
          }
        });
  }

  private static void completePage(XmlElement source, Element page) {
    Long bytes = ScaledSize.bytes(page.get("size", ""), page.get("unit"), "./@size", 1024);
    if (bytes == null) {
      throw XmlFailure.invalid("missing element or attribute './@size'");
    }
    if (bytes == 0) {
      throw XmlFailure.unsupported("hugepage size can't be zero");
    }
    page.set("size", Long.toString(ScaledSize.toKib(bytes)));
    page.set("unit", "KiB");
    String nodes = page.get("nodeset");
    if (nodes != null) {
      Bitmap set = Bitmap.parse(nodes);
      if (set.isEmpty()) {
        throw XmlFailure.unsupported("Invalid value of 'nodeset': " + nodes);
      }
      page.set("nodeset", set.toString());
    }
  }

  /** Pins are written in the order of what they pin, schedulers one for each vCPU. */
  private static void completeCpuTune(Element tune) {
    order(tune, "vcpupin", "vcpu");
    order(tune, "iothreadpin", "iothread");
    spread(tune, "vcpusched", "vcpus");
    spread(tune, "iothreadsched", "iothreads");
  }

  private static void order(Element tune, String name, String key) {
    List<Element> pins = new ArrayList<>(tune.children(name));
    pins.sort(Comparator.comparingLong(pin -> DeviceParts.number(pin, key)));
    tune.removeAll(name);
    pins.forEach(tune::add);
  }

  private static void spread(Element tune, String name, String key) {
    List<Element> single = new ArrayList<>();
    for (Element schedule : tune.children(name)) {
      Bitmap.parse(schedule.get(key, "0")).bits().stream()
          .forEach(id -> {
            Element copy = schedule.copy();
            copy.set(key, Integer.toString(id));
            if (single.stream().anyMatch(other -> other.is(key, Integer.toString(id)))) {
              throw XmlFailure.malformed(
                  "'" + name + "' attributes '" + key + "' must not overlap");
            }
            single.add(copy);
          });
      if (single.size() > Limits.MAX_VCPUS) {
        throw XmlFailure.invalid("too many <" + name + "> elements");
      }
    }
    single.sort(Comparator.comparingLong(one -> DeviceParts.number(one, key)));
    tune.removeAll(name);
    single.forEach(tune::add);
  }

  private static void dropPinsOfMissing(Element domain) {
    Element tune = domain.child("cputune");
    long vcpus = DomainChecks.number(domain, "vcpu");
    if (tune != null) {
      tune.removeIf(
          pin -> pin.name().equals("vcpupin") && DeviceParts.number(pin, "vcpu") >= vcpus);
    }
  }

  /** The count and the ids of I/O threads agree; what is pinned must exist. */
  static void complete(Element domain) {
    completeThreads(domain);
    Element tune = domain.child("cputune");
    if (tune != null) {
      requireThreads(domain, tune);
    }
    dropPinsOfMissing(domain);
    ResourceControl.complete(domain);
    NumaTuning.complete(domain);
    completeHugePages(domain);
  }

  /** Threads that a pin or a scheduler names must be there. */
  private static void requireThreads(Element domain, Element tune) {
    Element ids = domain.child("iothreadids");
    List<Element> threads = ids == null ? List.of() : ids.children();
    long count = DomainChecks.number(domain, "iothreads");
    for (Element child : tune.children()) {
      String id =
          switch (child.name()) {
            case "iothreadpin" -> child.get("iothread");
            case "iothreadsched" -> child.get("iothreads");
            default -> null;
          };
      if (id == null) {
        continue;
      }
      long number = Long.parseLong(id);
      boolean counted = number >= 1 && number <= count;
      boolean listed =
          threads.isEmpty() ? counted : threads.stream().anyMatch(thread -> thread.is("id", id));
      if (!listed) {
        throw XmlFailure.unsupported("Cannot find 'iothread' : " + id);
      }
    }
  }

  /** Without cells, node 0 is the whole guest. */
  private static void completeHugePages(Element domain) {
    Element pages = domain.at("memoryBacking", "hugepages");
    if (pages != null && Numa.cells(domain) == 0) {
      for (Element page : pages.children("page")) {
        if (page.is("nodeset", "0")) {
          page.set("nodeset", null);
        }
      }
    }
  }

  private static void completeThreads(Element domain) {
    Element ids = domain.child("iothreadids");
    long listed = ids == null ? 0 : ids.children().size();
    long count = Math.max(listed, DomainChecks.number(domain, "iothreads"));
    if (count > Limits.MAX_VCPUS) {
      throw XmlFailure.invalid("invalid iothreads count '" + count + "'");
    }
    if (count > 0) {
      domain.ensure(IOTHREADS).setText(Long.toString(count));
    }
    if (ids != null && listed > 0) {
      java.util.Set<String> used = new java.util.HashSet<>();
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
}
