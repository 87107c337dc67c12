package org.jvirtd.driver.test;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainDisk;
import org.jvirtd.driver.domain.DomainInterface;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;

/** What the test driver reads from, and changes in, the less common parts of a definition. */
final class Definitions {
  private Definitions() {}

  /** The most memory that the domain can grow to by adding modules, in KiB; 0 where it cannot. */
  static long growableMemoryKib(DomainDefinition definition) {
    Element maximum = definition.root().child("maxMemory");
    String text = maximum == null ? null : maximum.text();
    return text == null ? 0 : Long.parseUnsignedLong(text);
  }

  static boolean hasNumaCells(DomainDefinition definition) {
    Element numa = definition.root().at("cpu", "numa");
    return numa != null && !numa.children("cell").isEmpty();
  }

  /** The host CPUs that all of the domain may run on; null where that is not said. */
  static @Nullable BitSet cpuset(DomainDefinition definition) {
    return bits(definition.root().valueAt("cpuset", "vcpu"));
  }

  /** The host CPUs that a vcpu may run on; null where that is not said. */
  static @Nullable BitSet vcpuPin(DomainDefinition definition, int vcpu) {
    Element tuning = definition.root().child("cputune");
    Element pin = tuning == null ? null : pinOf(tuning, vcpu);
    return pin == null ? null : bits(pin.get("cpuset"));
  }

  private static @Nullable Element pinOf(Element tuning, int vcpu) {
    String id = Integer.toString(vcpu);
    return tuning.children("vcpupin").stream()
        .filter(pin -> pin.is("vcpu", id))
        .findFirst()
        .orElse(null);
  }

  /** The host CPUs that the emulator may run on; null where that is not said. */
  static @Nullable BitSet emulatorPin(DomainDefinition definition) {
    return bits(definition.root().valueAt("cpuset", "cputune", "emulatorpin"));
  }

  private static @Nullable BitSet bits(@Nullable String cpuset) {
    if (cpuset == null) {
      return null;
    }
    // A vcpu may be pinned to no CPU at all, which cannot be written in a definition.
    return cpuset.isEmpty() ? new BitSet() : Bitmap.parse(cpuset).bits();
  }

  static DomainDefinition withVcpuPin(DomainDefinition definition, int vcpu, BitSet cpus) {
    return definition.with(domain -> {
      Element tuning = domain.open("cputune");
      Element pin = tuning.kind("vcpupin");
      pin.set("vcpu", Integer.toString(vcpu));
      pin.set("cpuset", Bitmap.of(cpus).toString());
      Element known = pinOf(tuning, vcpu);
      if (known != null) {
        tuning.replace(tuning.children().indexOf(known), pin);
      } else {
        tuning.add(placeFor(vcpu, tuning.children()), pin);
      }
    });
  }

  /** Pins stand in the order of their vcpus. */
  private static int placeFor(int vcpu, List<Element> tunings) {
    int place = 0;
    for (int i = 0; i < tunings.size(); i++) {
      String other = tunings.get(i).name().equals("vcpupin") ? tunings.get(i).get("vcpu") : null;
      if (other != null && Integer.parseUnsignedInt(other) < vcpu) {
        place = i + 1;
      }
    }
    return place;
  }

  static DomainDefinition withEmulatorPin(DomainDefinition definition, BitSet cpus) {
    return definition.with(domain ->
        domain.open("cputune").open("emulatorpin").set("cpuset", Bitmap.of(cpus).toString()));
  }

  /** Whether a vcpu is there, of those that may be. */
  static boolean isOnline(DomainDefinition definition, int vcpu) {
    Element states = definition.root().child("vcpus");
    if (states == null || states.children().size() <= vcpu) {
      return vcpu < definition.vcpus();
    }
    return states.children().get(vcpu).is("enabled", "yes");
  }

  /** A test domain has a memory balloon only where its definition has one that is not "none". */
  static boolean hasMemoryBalloon(DomainDefinition definition) {
    return definition.devices("memballoon").stream().anyMatch(one -> !one.is("model", "none"));
  }

  static DomainDefinition withMemoryStatsPeriod(DomainDefinition definition, int seconds) {
    return definition.with(domain -> {
      Element balloon = domain.open("devices").open("memballoon");
      if (seconds == 0) {
        balloon.removeAll("stats");
      } else {
        balloon.open("stats").set("period", Integer.toString(seconds));
      }
    });
  }

  /**
   * The disk that a client means: by the name that it has in the guest, or by the path of its
   * source, if that is not also another disk's.
   */
  static @Nullable DomainDisk disk(DomainDefinition definition, String path) {
    return definition.disk(path, false);
  }

  /** The interface that a client means, by its name on the host or its MAC address. */
  static @Nullable DomainInterface networkInterface(DomainDefinition definition, String device) {
    String mac = device.toLowerCase(Locale.ROOT);
    return definition.interfaces().stream()
        .filter(one -> mac.equals(one.mac()) || device.equals(one.target()))
        .findFirst()
        .orElse(null);
  }
}
