package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainDisk;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainBlockIoTune;
import org.jvirtd.protocol.domain.DomainDeviceProcedures;
import org.jvirtd.protocol.domain.DomainParameters;

/** Calls about the limits of a disk. A limit of 0 is none. */
interface TestBlockIoTune extends InWorld, DomainDeviceProcedures {
  /** In the order in which clients get them. */
  List<String> LIMITS =
      List.of(
          DomainParameters.BlockIoTune.TOTAL_BYTES_SEC,
          DomainParameters.BlockIoTune.READ_BYTES_SEC,
          DomainParameters.BlockIoTune.WRITE_BYTES_SEC,
          DomainParameters.BlockIoTune.TOTAL_IOPS_SEC,
          DomainParameters.BlockIoTune.READ_IOPS_SEC,
          DomainParameters.BlockIoTune.WRITE_IOPS_SEC,
          DomainParameters.BlockIoTune.TOTAL_BYTES_SEC_MAX,
          DomainParameters.BlockIoTune.READ_BYTES_SEC_MAX,
          DomainParameters.BlockIoTune.WRITE_BYTES_SEC_MAX,
          DomainParameters.BlockIoTune.TOTAL_IOPS_SEC_MAX,
          DomainParameters.BlockIoTune.READ_IOPS_SEC_MAX,
          DomainParameters.BlockIoTune.WRITE_IOPS_SEC_MAX,
          DomainParameters.BlockIoTune.SIZE_IOPS_SEC,
          DomainParameters.BlockIoTune.GROUP_NAME,
          DomainParameters.BlockIoTune.TOTAL_BYTES_SEC_MAX_LENGTH,
          DomainParameters.BlockIoTune.READ_BYTES_SEC_MAX_LENGTH,
          DomainParameters.BlockIoTune.WRITE_BYTES_SEC_MAX_LENGTH,
          DomainParameters.BlockIoTune.TOTAL_IOPS_SEC_MAX_LENGTH,
          DomainParameters.BlockIoTune.READ_IOPS_SEC_MAX_LENGTH,
          DomainParameters.BlockIoTune.WRITE_IOPS_SEC_MAX_LENGTH);

  /** The most that a limit may be. */
  long MAX_LIMIT = 1_000_000_000_000_000L;

  /** A limit for all is not set together with those for reading and writing. */
  List<String> UNITS = List.of("bytes_sec", "iops_sec", "bytes_sec_max", "iops_sec_max");

  /** The limits that have one for bursts, in libvirt's order. */
  List<String> WITH_BURST = LIMITS.subList(0, 6);

  @Override
  default DomainBlockIoTune domainGetBlockIoTune(
      Domain domain, @Nullable String disk, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX);
    String api = "virDomainGetBlockIoTune";
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, api);
    int known = Flag.AFFECT | Flag.VIR_TYPED_PARAM_STRING_OKAY;
    Check.flags(flags, known, "testDomainGetBlockIoTune");
    if (paramCount == 0) {
      return new DomainBlockIoTune(List.of(), LIMITS.size());
    }
    if (disk == null) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, "disk", "disk in " + api + " must not be NULL");
    }
    return world()
        .with(
            domain,
            vm -> {
              Element found =
                  requireDisk(
                      vm.definition(flags), disk, "disk '%s' was not found in the domain config");
              Element tune = found.child("iotune");
              List<TypedParameter> limits =
                  LIMITS.stream().map(name -> parameter(name, tune)).toList();
              return DomainBlockIoTune.of(limits, paramCount, flags);
            });
  }

  private static TypedParameter parameter(String name, @Nullable Element tune) {
    return name.equals(DomainParameters.BlockIoTune.GROUP_NAME)
        ? TypedParameter.of(name, tune == null ? "" : text(tune, name))
        : TypedParameter.ofUnsigned(name, tune == null ? 0L : limit(tune, name));
  }

  private static String text(Element tune, String name) {
    Element element = tune.child(name);
    String text = element == null ? null : element.text();
    return text == null ? "" : text;
  }

  private static long limit(Element tune, String name) {
    String text = text(tune, name);
    return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
  }

  /** By its name in the guest, or the first of that source. */
  private static Element requireDisk(DomainDefinition definition, String path, String error) {
    return definition.disks().stream()
        .filter(disk -> path.equals(path.startsWith("/") ? disk.source() : disk.target()))
        .map(DomainDisk::element)
        .findFirst()
        .orElseThrow(() -> invalid(error.formatted(path)));
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, TEST, detail);
  }

  @Override
  default void domainSetBlockIoTune(
      Domain domain, String disk, List<TypedParameter> params, int flags) {
    Check.positive(params.size(), "nparams", "virDomainSetBlockIoTune");
    Check.flags(flags, Flag.AFFECT, "testDomainSetBlockIoTune");
    Params.validate(params, limitTypes());
    world()
        .change(
            domain, vm -> vm.editOne(flags, definition -> withLimits(definition, disk, params)));
  }

  private static Map<String, Class<? extends TypedValue>> limitTypes() {
    return LIMITS.stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    name.equals(DomainParameters.BlockIoTune.GROUP_NAME)
                        ? TypedValue.StringValue.class
                        : TypedValue.UnsignedLongValue.class));
  }

  private static DomainDefinition withLimits(
      DomainDefinition definition, String path, List<TypedParameter> params) {
    Element old = requireDisk(definition, path, "missing persistent configuration for disk '%s'");
    Element disk = old.copy();
    Element tune = disk.open("iotune");
    params.forEach(param -> set(tune, param));
    check(tune);
    return definition.with(domain -> {
      Element devices = domain.open("devices");
      devices.replace(devices.indexOf(old), disk);
    });
  }

  private static void set(Element tune, TypedParameter param) {
    if (param.field().equals(DomainParameters.BlockIoTune.GROUP_NAME)) {
      tune.open(param.field()).setText(param.stringValue());
      return;
    }
    if (Long.compareUnsigned(param.longValue(), MAX_LIMIT) > 0) {
      throw LibvirtException.of(
          ErrorCode.ARGUMENT_UNSUPPORTED,
          TEST,
          "block I/O throttle limit value must be no more than " + MAX_LIMIT);
    }
    if (param.longValue() == 0) {
      tune.removeAll(param.field());
    } else {
      tune.open(param.field()).setText(Long.toString(param.longValue()));
    }
  }

  private static void check(Element tune) {
    for (String unit : UNITS) {
      boolean single = limit(tune, "read_" + unit) != 0 || limit(tune, "write_" + unit) != 0;
      if (limit(tune, "total_" + unit) != 0 && single) {
        throw invalid("total and read/write of " + unit + " cannot be set at the same time");
      }
    }
    for (String name : WITH_BURST) {
      if (limit(tune, name) > limit(tune, name + "_max")) {
        // The blank at the end is libvirt's.
        throw invalid(name + " cannot be set higher than " + name + "_max ");
      }
    }
  }
}
