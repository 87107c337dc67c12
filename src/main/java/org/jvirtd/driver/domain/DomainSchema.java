package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.number;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.Set;
import java.util.UUID;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlFailure;

/** The element {@code <domain>} and those of its children that are neither devices nor tuning. */
final class DomainSchema {

  private static final Schema NAME = Schema.text("name", filled());
  static final Schema UUID = Schema.text("uuid", uuid("uuid"));
  private static final Schema GENID = Schema.text("genid", uuid("genid")).always();
  static final Schema TITLE = Schema.text("title", filled());
  static final Schema DESCRIPTION = Schema.text("description", filled());
  static final Schema METADATA = Schema.verbatim("metadata");

  private static final Schema MAX_MEMORY =
      ScaledSize.kib(
          Schema.of("maxMemory").attribute("slots", number("Failed to parse memory slot count")),
          "./maxMemory[1]");
  static final Schema MEMORY =
      ScaledSize.kib(Schema.of("memory").attribute("dumpCore", onOff()), "./memory[1]");
  static final Schema CURRENT_MEMORY = ScaledSize.kib("currentMemory", "./currentMemory[1]");

  static final Schema ON_POWEROFF = action("on_poweroff");
  static final Schema ON_REBOOT = action("on_reboot");
  static final Schema ON_CRASH = action("on_crash");
  private static final Schema ON_LOCKFAILURE =
      Schema.text(
          "on_lockfailure",
          oneOf(
                  unknownAction("on_lockfailure"),
                  "default",
                  "poweroff",
                  "restart",
                  "pause",
                  "ignore")
              .hiding("default"));

  static final Schema DEVICES = Devices.SCHEMA;

  /** The namespaces of other hypervisors' own elements; the test driver keeps none of them. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "http://libvirt.org/schemas/domain/qemu/1.0",
          "http://libvirt.org/schemas/domain/lxc/1.0",
          "http://libvirt.org/schemas/domain/bhyve/1.0",
          "http://libvirt.org/schemas/domain/xen/1.0",
          "http://libvirt.org/schemas/domain/vmware/1.0");

  static final Schema DOMAIN =
      Schema.of("domain")
          .attribute("type", domainType())
          .attribute("id", text(), (domain, mode) -> mode.live())
          .needs("name")
          .child(NAME)
          .child(UUID)
          .child(GENID)
          .child(TITLE)
          .child(DESCRIPTION)
          .child(METADATA)
          .child(MAX_MEMORY)
          .child(MEMORY)
          .child(CURRENT_MEMORY)
          .joined(Tuning.BLKIOTUNE)
          .joined(Tuning.MEMTUNE)
          .joined(Tuning.MEMORY_BACKING)
          .child(Cpus.VCPU)
          .joined(Cpus.VCPUS)
          .child(IoThreadSchema.COUNT)
          .joined(IoThreadSchema.IDS)
          .child(IoThreadSchema.COMMON)
          .joined(CpuTuning.SCHEMA)
          .child(NumaTuning.SCHEMA)
          .child(Tuning.RESOURCE)
          .children("sysinfo", (domain, source) -> SystemInfo.kindOf(source))
          .child(Schema.text("bootloader", filled()))
          .child(Schema.text("bootloader_args", filled()))
          .joined(OperatingSystem.OS)
          .joined(Extras.IDMAP)
          .joined(Features.SCHEMA)
          .child(CpuModel.SCHEMA)
          .joined(Clock.SCHEMA)
          .child(ON_POWEROFF)
          .child(ON_REBOOT)
          .child(ON_CRASH)
          .child(ON_LOCKFAILURE)
          .joined(Extras.PM)
          .joined(Extras.PERF)
          .joined(DEVICES)
          .children(SecurityLabels.OF_DOMAIN)
          .joined(Extras.KEYWRAP)
          .child(Extras.LAUNCH_SECURITY)
          .after(
              "seclabel",
              (source, domain) -> SecurityLabels.requireModels(domain.children("seclabel")))
          .after("vcpus", (source, domain) -> Cpus.complete(domain))
          .after("iothreadids", (source, domain) -> IoThreadSchema.complete(domain))
          .after("cputune", (source, domain) -> CpuTuning.complete(domain))
          .after("cpu", NumaCells::read)
          .after("cpu", (source, domain) -> Numa.requireCpus(domain))
          .before("numatune", DomainChecks.single("numatune", "only one numatune is supported"))
          .after("numatune", NumaTuning::complete)
          .before(
              "resource", DomainChecks.single("resource", "only one resource element is supported"))
          .after("sysinfo", (source, domain) -> SystemInfo.requireSameUuid(domain))
          .after("os", OperatingSystem::completeType)
          .before("keywrap", (source, domain) -> OperatingSystem.checkSmbios(domain))
          .after("resource", DomainChecks::requireResource)
          .reads(
              "name",
              "uuid",
              "genid",
              "title",
              "description",
              "seclabel",
              "memory",
              "currentMemory",
              "maxMemory",
              "memoryBacking",
              "blkiotune",
              "memtune",
              "vcpu",
              "vcpus",
              "iothreads",
              "defaultiothread",
              "iothreadids",
              "cputune",
              "cpu",
              "numatune",
              "resource",
              "features",
              "on_reboot",
              "on_poweroff",
              "on_crash",
              "on_lockfailure",
              "pm",
              "perf",
              "clock",
              "os",
              "devices",
              "launchSecurity",
              "idmap",
              "sysinfo",
              "keywrap",
              "metadata")
          .extensions(EXTENSIONS);

  private DomainSchema() {}

  private static ValueType uuid(String element) {
    ValueType uuid =
        org.jvirtd.driver.xml.Values.uuid(
            raw -> XmlFailure.internal("malformed " + element + " element"));
    return (raw, site) -> raw.isEmpty() ? null : uuid.read(raw, site);
  }

  private static ValueType domainType() {
    return oneOf(
        raw -> XmlFailure.unsupported("invalid domain type " + raw),
        DomainChecks.TYPES.toArray(String[]::new));
  }

  private static ValueType number(String error) {
    return org.jvirtd.driver.xml.Values.number(raw -> XmlFailure.invalid(error));
  }

  private static Schema action(String name) {
    ValueType words =
        oneOf(
            unknownAction(name),
            "destroy",
            "restart",
            "rename-restart",
            "preserve",
            "coredump-destroy",
            "coredump-restart");
    return Schema.text(name, (raw, site) -> raw.isEmpty() ? null : words.read(raw, site));
  }

  private static java.util.function.Function<String, org.jvirtd.rpc.RpcException> unknownAction(
      String element) {
    return raw -> XmlFailure.unsupported("unknown " + element + " action: " + raw);
  }
}
