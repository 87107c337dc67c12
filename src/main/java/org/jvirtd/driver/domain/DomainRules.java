package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.detail;
import static org.jvirtd.driver.domain.Rules.unsupported;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** The rules of a domain as a whole. */
final class DomainRules {

  private static final int MOST_APPID = 128;
  private static final long MOST_CPUS = 0xFFFF_FFFFL;
  private static final int MOST_BOOT_DELAY = 65_535;

  /** The least and the most of each group of cputune's values. */
  private static final long[] SHARES = {2, 262_144};

  private static final long[] PERIOD = {1000, 1_000_000};
  private static final long[] QUOTA = {1000, 17_592_186_044_415L};

  private DomainRules() {}

  static void check(Element domain) {
    Element devices = domain.child("devices");
    resource(domain.at("resource", "fibrechannel"));
    if (devices != null) {
      DomainChecks.duplicateTargets(devices);
      HostDeviceRules.requireDifferent(devices);
      DomainChecks.duplicatePlaces(devices);
      HostDeviceRules.requireOwnPlaces(devices);
    }
    topology(domain.at("cpu", "topology"));
    if (devices != null) {
      aliases(devices);
      iommu(domain, devices.child("iommu"));
    }
    lifecycle(domain, "on_poweroff", "poweroff");
    lifecycle(domain, "on_reboot", "reboot");
    hugePages(domain);
    firmware(domain.child("os"));
    cpuTune(domain.child("cputune"));
    boot(domain.child("os"));
    if (devices != null) {
      primaryVideo(devices);
    }
    blockDevices(domain.child("blkiotune"));
    idMap(domain.child("idmap"));
    NumaRules.check(domain);
    if (devices != null) {
      virtioFilesystems(devices);
    }
    threadPools(domain);
  }

  private static void resource(@Nullable Element channel) {
    String id = channel == null ? null : channel.get("appid");
    if (id == null) {
      return;
    }
    if (!Rules.isPrintable(id)) {
      throw XmlFailure.invalid("Fibre Channel 'appid' is not a printable string");
    }
    if (id.length() > MOST_APPID) {
      throw XmlFailure.of(
          ErrorCode.INVALID_ARG,
          ErrorDomain.DOMAIN,
          "Fibre Channel 'appid' string length must be between [1, 128]");
    }
  }

  private static void topology(@Nullable Element topology) {
    if (topology == null) {
      return;
    }
    long cpus = 1;
    for (String part : new String[] {"sockets", "dies", "cores", "threads"}) {
      cpus *= Math.max(1, DeviceParts.number(topology, part));
      if (cpus > MOST_CPUS) {
        throw unsupported("cpu topology results in more than %d cpus".formatted(MOST_CPUS));
      }
    }
  }

  private static void aliases(Element devices) {
    Set<String> seen = new HashSet<>();
    for (Element device : devices.children()) {
      String alias = device.valueAt("name", "alias");
      // The first console is the first serial port under another name.
      boolean twin = device.name().equals("console") && devices.child("serial") != null;
      if (alias != null && !twin && !seen.add(alias)) {
        throw unsupported("non unique alias detected: %s".formatted(alias));
      }
    }
  }

  private static void iommu(Element domain, @Nullable Element iommu) {
    Element driver = iommu == null ? null : iommu.child("driver");
    if (driver == null) {
      return;
    }
    boolean remapping = driver.is("intremap", "on");
    if (remapping && !"qemu".equals(domain.valueAt("driver", "features", "ioapic"))) {
      throw unsupported("IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')");
    }
    if (driver.is("eim", "on") && !remapping) {
      throw unsupported("IOMMU eim requires interrupt remapping to be enabled");
    }
  }

  private static void lifecycle(Element domain, String element, String event) {
    Element child = domain.child(element);
    String action = child == null ? null : child.text();
    if (action != null && action.startsWith("coredump")) {
      throw unsupported(
          "Lifecycle event '%s' doesn't support '%s' action".formatted(event, action));
    }
  }

  private static void hugePages(Element domain) {
    Element pages = domain.at("memoryBacking", "hugepages");
    if (pages == null) {
      return;
    }
    int cells = Numa.cells(domain);
    List<Element> before = new ArrayList<>();
    for (Element page : pages.children("page")) {
      Bitmap nodes = nodes(page);
      for (Element other : before) {
        Bitmap others = nodes(other);
        String sizes = page.get("size", "") + " and " + other.get("size", "");
        if (nodes != null && others != null && nodes.bits().intersects(others.bits())) {
          throw detail("nodeset attribute of hugepages of sizes %s intersect".formatted(sizes));
        }
        if (nodes == null && others == null) {
          throw detail("two master hugepages detected: %s".formatted(sizes));
        }
      }
      before.add(page);
      int missing = nodes == null ? -1 : nodes.bits().nextSetBit(cells);
      if (missing >= 0) {
        throw detail("hugepages: node %d not found".formatted(missing));
      }
    }
  }

  private static @Nullable Bitmap nodes(Element page) {
    String nodes = page.get("nodeset");
    return nodes == null ? null : Bitmap.parse(nodes);
  }

  private static void firmware(@Nullable Element os) {
    if (os == null) {
      return;
    }
    Element loader = os.child("loader");
    Element nvram = os.child("nvram");
    String firmware = os.get("firmware");
    if (firmware != null) {
      chosenFirmware(firmware, loader, nvram);
    } else if ((loader != null || nvram != null) && (loader == null || loader.text() == null)) {
      throw detail("no loader path specified and firmware auto selection disabled");
    }
    if (loader != null) {
      stateless(firmware, loader, nvram);
    }
  }

  private static void chosenFirmware(
      String firmware, @Nullable Element loader, @Nullable Element nvram) {
    if (loader != null) {
      for (String attribute : new String[] {"readonly", "type"}) {
        if (loader.has(attribute)) {
          throw notWithAutoselection("loader attribute '" + attribute + "'");
        }
      }
      if (loader.text() != null) {
        throw notWithAutoselection("loader path");
      }
    }
    if (nvram != null && nvram.has("template")) {
      throw notWithAutoselection("nvram attribute 'template'");
    }
    if (loader != null && loader.is("secure", "no")) {
      throw notWithAutoselection("loader attribute 'secure'");
    }
    if (nvram != null && isPlaced(nvram) && !firmware.equals("efi")) {
      throw detail("firmware type '%s' does not support nvram".formatted(firmware));
    }
  }

  private static boolean isPlaced(Element nvram) {
    return nvram.text() != null || nvram.child("source") != null;
  }

  private static org.jvirtd.rpc.RpcException notWithAutoselection(String what) {
    return detail("%s cannot be specified when firmware autoselection is enabled".formatted(what));
  }

  private static void stateless(
      @Nullable String firmware, Element loader, @Nullable Element nvram) {
    if (loader.is("stateless", "yes") && nvram != null) {
      if (nvram.has("template")) {
        throw detail("NVRAM template is not permitted when loader is stateless");
      }
      if (isPlaced(nvram)) {
        throw detail("NVRAM is not permitted when loader is stateless");
      }
    }
    if (loader.is("stateless", "no")) {
      if (firmware == null && !loader.is("type", "pflash")) {
        throw detail("Only pflash loader type permits NVRAM");
      }
      if (firmware != null && !firmware.equals("efi")) {
        throw detail("Only EFI firmware permits NVRAM");
      }
    }
  }

  private static void cpuTune(@Nullable Element tune) {
    if (tune == null) {
      return;
    }
    within(tune, "shares", SHARES);
    for (String scope : new String[] {"", "global_", "emulator_", "iothread_"}) {
      within(tune, scope + "period", PERIOD);
    }
    for (String scope : new String[] {"", "global_", "emulator_", "iothread_"}) {
      within(tune, scope + "quota", QUOTA);
    }
  }

  private static void within(Element tune, String name, long[] range) {
    Element element = tune.child(name);
    String text = element == null ? null : element.text();
    long value = text == null ? 0 : Long.parseLong(text);
    if (value > 0 && (value < range[0] || value > range[1])) {
      throw unsupported(
          "Value of cputune '%s' must be in range [%d, %d]".formatted(name, range[0], range[1]));
    }
  }

  private static void boot(@Nullable Element os) {
    if (os == null) {
      return;
    }
    String timeout = os.valueAt("timeout", "bootmenu");
    if (timeout != null && Long.parseLong(timeout) > MOST_BOOT_DELAY) {
      throw unsupported("invalid value for boot menu timeout, must be in range [0,65535]");
    }
    String reboot = os.valueAt("rebootTimeout", "bios");
    if (reboot != null) {
      long delay = Long.parseLong(reboot);
      if (delay < -1 || delay > MOST_BOOT_DELAY) {
        throw unsupported("invalid value for rebootTimeout, must be in range [-1,65535]");
      }
    }
  }

  private static void primaryVideo(Element devices) {
    long primaries =
        devices.children("video").stream()
            .filter(video -> "yes".equals(video.valueAt("primary", "model")))
            .count();
    if (primaries > 1) {
      throw unsupported("Only one primary video device is supported");
    }
  }

  private static void blockDevices(@Nullable Element tune) {
    Set<String> seen = new HashSet<>();
    for (Element device : tune == null ? List.<Element>of() : tune.children("device")) {
      Element path = device.child("path");
      String text = path == null ? null : path.text();
      if (text != null && !seen.add(text)) {
        throw unsupported("duplicate blkio device path '%s'".formatted(text));
      }
    }
  }

  private static void idMap(@Nullable Element map) {
    if (map == null) {
      return;
    }
    Element user = map.child("uid");
    Element group = map.child("gid");
    if ((user == null) != (group == null)) {
      throw unsupported("uid and gid should be mapped both");
    }
    if ((user != null && !user.is("start", "0")) || (group != null && !group.is("start", "0"))) {
      throw unsupported("You must map the root user of container");
    }
  }

  private static void virtioFilesystems(Element devices) {
    Set<String> targets = new HashSet<>();
    for (Element filesystem : devices.children("filesystem")) {
      String target = filesystem.valueAt("dir", "target");
      boolean virtio = "virtiofs".equals(filesystem.valueAt("type", "driver"));
      if (virtio && target != null && !targets.add(target)) {
        throw unsupported("filesystem target '%s' specified twice".formatted(target));
      }
    }
  }

  private static void threadPools(Element domain) {
    Element ids = domain.child("iothreadids");
    if (ids != null) {
      ids.children().forEach(DomainRules::threadPool);
    }
    Element common = domain.child("defaultiothread");
    if (common != null) {
      threadPool(common);
    }
  }

  private static void threadPool(Element thread) {
    String most = thread.get("thread_pool_max");
    String least = thread.get("thread_pool_min");
    if ("0".equals(most)) {
      throw unsupported("thread_pool_max must be a positive integer");
    }
    int max = most == null ? -1 : Integer.parseInt(most);
    if (least != null && Integer.parseInt(least) > max) {
      throw unsupported("thread_pool_min must be smaller or equal to thread_pool_max");
    }
  }
}
