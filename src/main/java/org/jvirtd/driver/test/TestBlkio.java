package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainBlkioParameters;
import org.jvirtd.protocol.domain.DomainParameters;
import org.jvirtd.protocol.domain.DomainTuningProcedures;

/**
 * Calls about a domain's share of the host's block devices. What is said of single devices travels
 * as a list in a text: "/dev/sda,100,/dev/sdb,200".
 */
interface TestBlkio extends InWorld, DomainTuningProcedures {
  /** The parameter of a device is named as its element in the definition, after this. */
  String OF_DEVICE = "device_";

  /** In the order in which clients get them, after the domain's own weight. */
  List<String> DEVICE_LISTS =
      List.of(
          DomainParameters.Blkio.DEVICE_WEIGHT,
          DomainParameters.Blkio.DEVICE_READ_IOPS,
          DomainParameters.Blkio.DEVICE_WRITE_IOPS,
          DomainParameters.Blkio.DEVICE_READ_BPS,
          DomainParameters.Blkio.DEVICE_WRITE_BPS);

  /** What has 64 bits; the others have 32. */
  List<String> WIDE =
      List.of(DomainParameters.Blkio.DEVICE_READ_BPS, DomainParameters.Blkio.DEVICE_WRITE_BPS);

  private static Map<String, Class<? extends TypedValue>> blkioTypes() {
    Map<String, Class<? extends TypedValue>> types =
        DEVICE_LISTS.stream()
            .collect(Collectors.toMap(name -> name, name -> TypedValue.StringValue.class));
    types.put(DomainParameters.Blkio.WEIGHT, TypedValue.UnsignedIntValue.class);
    return types;
  }

  @Override
  default DomainBlkioParameters domainGetBlkioParameters(Domain domain, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_BLKIO_PARAMETERS_MAX);
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetBlkioParameters");
    Check.flags(
        flags, Flag.AFFECT | Flag.VIR_TYPED_PARAM_STRING_OKAY, "testDomainGetBlkioParameters");
    if (paramCount == 0) {
      return new DomainBlkioParameters(List.of(), DEVICE_LISTS.size() + 1);
    }
    return world()
        .with(
            domain, vm -> DomainBlkioParameters.of(blkio(vm.definition(flags)), paramCount, flags));
  }

  private static List<TypedParameter> blkio(DomainDefinition definition) {
    @Nullable Element tune = definition.root().child("blkiotune");
    List<TypedParameter> all = new ArrayList<>();
    String weight = tune == null ? null : text(tune, "weight");
    all.add(
        TypedParameter.ofUnsigned(
            DomainParameters.Blkio.WEIGHT, weight == null ? 0 : Integer.parseUnsignedInt(weight)));
    for (String name : DEVICE_LISTS) {
      all.add(TypedParameter.of(name, tune == null ? "" : deviceList(tune, name)));
    }
    return all;
  }

  private static String deviceList(Element tune, String name) {
    return tune.children("device").stream()
        .filter(device -> text(device, element(name)) != null)
        .map(device -> text(device, "path") + "," + text(device, element(name)))
        .collect(Collectors.joining(","));
  }

  private static String element(String parameter) {
    return parameter.substring(OF_DEVICE.length());
  }

  private static @Nullable String text(Element parent, String child) {
    Element element = parent.child(child);
    return element == null ? null : element.text();
  }

  @Override
  default void domainSetBlkioParameters(Domain domain, List<TypedParameter> params, int flags) {
    Check.flags(flags, Flag.AFFECT, "testDomainSetBlkioParameters");
    Params.validate(params, blkioTypes());
    world().change(domain, vm -> vm.editOne(flags, definition -> withBlkio(definition, params)));
  }

  private static DomainDefinition withBlkio(
      DomainDefinition definition, List<TypedParameter> params) {
    return definition.with(domain -> {
      Element tune = domain.open("blkiotune");
      for (TypedParameter param : params) {
        if (param.field().equals(DomainParameters.Blkio.WEIGHT)) {
          put(tune, "weight", param.longValue());
        } else {
          devices(param.field(), param.stringValue())
              .forEach((path, value) -> merge(tune, path, element(param.field()), value));
        }
      }
    });
  }

  private static void put(Element parent, String child, long value) {
    if (value == 0) {
      parent.removeAll(child);
    } else {
      parent.open(child).setText(Long.toUnsignedString(value));
    }
  }

  /** A device that is not known yet is added only if there is something to say of it. */
  private static void merge(Element tune, String path, String child, long value) {
    for (Element device : tune.children("device")) {
      if (path.equals(text(device, "path"))) {
        Element copy = device.copy();
        put(copy, child, value);
        tune.replace(tune.indexOf(device), copy);
        return;
      }
    }
    if (value != 0) {
      Element device = tune.add(tune.kind("device"));
      device.open("path").setText(path);
      put(device, child, value);
    }
  }

  /**
   * Reads a list of devices and their values.
   *
   * @throws LibvirtException INVALID_ARG if it is none
   */
  private static Map<String, Long> devices(String name, String list) {
    Map<String, Long> devices = new LinkedHashMap<>();
    if (list.isEmpty()) {
      return devices;
    }
    String[] fields = list.split(",", -1);
    if (fields.length % 2 != 0) {
      throw unreadable(name, list);
    }
    int rest = 0;
    for (int i = 0; i < fields.length; i += 2) {
      rest += fields[i].length() + 1;
      devices.put(fields[i], value(name, list, fields[i], fields[i + 1], list.substring(rest)));
      rest += fields[i + 1].length() + 1;
    }
    return devices;
  }

  private static long value(String name, String list, String path, String raw, String rest) {
    String digits = raw.strip();
    int end = digits.startsWith("+") ? 1 : 0;
    while (end < digits.length() && digits.charAt(end) >= '0' && digits.charAt(end) <= '9') {
      end++;
    }
    Long value = Numbers.unsigned(digits.substring(0, end), 10);
    boolean fits = value != null && (WIDE.contains(name) || (value >= 0 && value <= 0xFFFF_FFFFL));
    if (value == null || !fits) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          DOMAIN,
          "invalid value '" + rest + "' for parameter '" + name + "' of device '" + path + "'");
    }
    if (end < digits.length()) {
      throw unreadable(name, list);
    }
    return value;
  }

  private static LibvirtException unreadable(String name, String list) {
    return LibvirtException.of(
        ErrorCode.INVALID_ARG,
        DOMAIN,
        "unable to parse blkio device '" + name + "' '" + list + "'");
  }
}
