package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/** {@code <cputune>}: shares and quotas, what is pinned to which CPUs, and schedulers. */
final class CpuTuning {

  /** Sets of CPUs are looked at only where what they are for is there. */
  private static final ValueType CPUSET = Values.bitmap().unchecked();

  static final Schema SCHEMA =
      Schema.of("cputune")
          .child(Schema.text("shares", number("shares", false)))
          .child(limit("period", "period"))
          .child(limit("quota", "quota"))
          .child(limit("global_period", "global period"))
          .child(limit("global_quota", "global quota"))
          .child(limit("emulator_period", "emulator period"))
          .child(limit("emulator_quota", "emulator quota"))
          .child(limit("iothread_period", "iothread period"))
          .child(limit("iothread_quota", "iothread quota"))
          .children(Schema.of("vcpupin").required("vcpu", uint()).attribute("cpuset", CPUSET))
          .children(Schema.of("emulatorpin").attribute("cpuset", CPUSET).always())
          .children(
              Schema.of("iothreadpin").required("iothread", positive()).attribute("cpuset", CPUSET))
          .children(scheduler(Schema.of("emulatorsched")))
          .children(scheduler(Schema.of("vcpusched").attribute("vcpus", CPUSET)))
          .children(scheduler(Schema.of("iothreadsched").attribute("iothreads", CPUSET)))
          .children(ResourceControl.CACHETUNE)
          .children(ResourceControl.MEMORYTUNE);

  private CpuTuning() {}

  private static Schema limit(String name, String words) {
    return Schema.text(name, number(words, name.endsWith("quota")).hiding("0"));
  }

  private static ValueType number(String words, boolean signed) {
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

  private static Schema scheduler(Schema schema) {
    return schema
        .attribute("scheduler", oneOf("batch", "idle", "fifo", "rr"))
        .attribute("priority", integer().unchecked())
        .always();
  }

  /** Checks pins and schedulers against the vCPUs and threads that there are, and orders them. */
  static void complete(Element domain) {
    Element tune = domain.child("cputune");
    if (tune == null) {
      return;
    }
    long vcpus = Cpus.maximum(domain);
    // Pins of missing vCPUs are dropped, whatever they say.
    tune.removeIf(pin -> pin.name().equals("vcpupin") && DeviceParts.number(pin, "vcpu") >= vcpus);
    pins(tune, "vcpupin", "vcpu", id -> null);
    emulatorPin(tune);
    pins(tune, "iothreadpin", "iothread", id -> requireThread(domain, id));
    spread(tune, "vcpusched", "vcpus", id -> id < vcpus ? null : missingVcpu(id));
    spread(tune, "iothreadsched", "iothreads", id -> requireThread(domain, id));
    emulatorScheduler(tune);
    ResourceControl.complete(tune, vcpus);
  }

  /** Looks whether something of that id is there; gives the error if it is not. */
  @FunctionalInterface
  private interface Presence {
    @Nullable RpcException missing(long id);
  }

  private static @Nullable RpcException requireThread(Element domain, long id) {
    return IoThreadSchema.has(domain, id)
        ? null
        : XmlFailure.unsupported("Cannot find 'iothread' : " + id);
  }

  private static RpcException missingVcpu(long id) {
    return XmlFailure.unsupported("vCPU '" + id + "' is not present in domain definition");
  }

  private static void require(Presence presence, long id) {
    RpcException missing = presence.missing(id);
    if (missing != null) {
      throw missing;
    }
  }

  /** Pins are written in the order of what they pin. */
  private static void pins(Element tune, String name, String key, Presence presence) {
    Set<Long> seen = new HashSet<>();
    List<Element> pins = new ArrayList<>(tune.children(name));
    for (Element pin : pins) {
      long id = DeviceParts.number(pin, key);
      require(presence, id);
      requireCpus(pin);
      if (!seen.add(id)) {
        throw XmlFailure.internal(
            key.equals("vcpu")
                ? "duplicate vcpupin for vcpu '" + id + "'"
                : "duplicate iothreadpin for same iothread '" + id + "'");
      }
    }
    pins.sort(Comparator.comparingLong(pin -> DeviceParts.number(pin, key)));
    tune.removeAll(name);
    pins.forEach(tune::add);
  }

  private static void requireCpus(Element pin) {
    String cpus = pin.get("cpuset");
    if (cpus == null) {
      throw XmlFailure.internal("missing cpuset for " + pin.name());
    }
    Bitmap set = Bitmap.parse(cpus);
    if (set.isEmpty()) {
      throw XmlFailure.unsupported("Invalid value of 'cpuset': " + cpus);
    }
    pin.set("cpuset", set.toString());
  }

  private static void emulatorPin(Element tune) {
    List<Element> pins = tune.children("emulatorpin");
    if (pins.size() > 1) {
      throw XmlFailure.invalid("only one emulatorpin is supported");
    }
    pins.forEach(CpuTuning::requireCpus);
  }

  private static void emulatorScheduler(Element tune) {
    List<Element> schedulers = tune.children("emulatorsched");
    if (schedulers.size() > 1) {
      throw XmlFailure.invalid("only one emulatorsched is supported");
    }
    schedulers.forEach(CpuTuning::completeScheduler);
  }

  private static void completeScheduler(Element scheduler) {
    String policy = scheduler.get("scheduler");
    ValueType.Site site = new ValueType.Site(scheduler.name(), "priority");
    if (policy == null) {
      throw new ValueType.Site(scheduler.name(), "scheduler").missing();
    }
    String priority = scheduler.get("priority");
    if (!policy.equals("fifo") && !policy.equals("rr")) {
      scheduler.set("priority", null);
    } else if (priority == null) {
      throw site.missing();
    } else {
      scheduler.set("priority", integer().read(priority, site));
    }
  }

  /** Schedulers are written one for each vCPU or thread. */
  private static void spread(Element tune, String name, String key, Presence presence) {
    List<Element> single = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Element schedule : tune.children(name)) {
      String ids = schedule.get(key);
      if (ids == null) {
        throw XmlFailure.invalid("Missing attribute '" + key + "' in element '" + name + "'");
      }
      Bitmap set = Bitmap.parse(ids);
      if (set.isEmpty()) {
        throw XmlFailure.unsupported("'" + key + "' scheduler bitmap '" + ids + "' is empty");
      }
      completeScheduler(schedule);
      for (int id : set.bits().stream().toArray()) {
        require(presence, id);
        if (!seen.add(id)) {
          throw XmlFailure.malformed("'" + name + "' attributes '" + key + "' must not overlap");
        }
        Element copy = schedule.copy();
        copy.set(key, Integer.toString(id));
        single.add(copy);
      }
    }
    single.sort(Comparator.comparingLong(one -> DeviceParts.number(one, key)));
    tune.removeAll(name);
    single.forEach(tune::add);
  }
}
