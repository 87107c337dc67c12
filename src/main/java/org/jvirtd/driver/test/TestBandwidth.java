package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainInterface;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainDeviceProcedures;
import org.jvirtd.protocol.domain.DomainInterfaceParameters;
import org.jvirtd.protocol.domain.DomainParameters;

/**
 * Calls about the bandwidth of a network interface. A parameter is named as its element and
 * attribute in the definition: "inbound.average".
 */
interface TestBandwidth extends InWorld, DomainDeviceProcedures {
  /** In the order in which clients get them. */
  List<String> RATES =
      List.of(
          DomainParameters.Bandwidth.IN_AVERAGE,
          DomainParameters.Bandwidth.IN_PEAK,
          DomainParameters.Bandwidth.IN_BURST,
          DomainParameters.Bandwidth.IN_FLOOR,
          DomainParameters.Bandwidth.OUT_AVERAGE,
          DomainParameters.Bandwidth.OUT_PEAK,
          DomainParameters.Bandwidth.OUT_BURST);

  List<String> DIRECTIONS = List.of("inbound", "outbound");

  /** Without one of these a direction has no limit at all. */
  List<String> ESSENTIAL =
      List.of(
          DomainParameters.Bandwidth.IN_AVERAGE,
          DomainParameters.Bandwidth.IN_FLOOR,
          DomainParameters.Bandwidth.OUT_AVERAGE);

  @Override
  default DomainInterfaceParameters domainGetInterfaceParameters(
      Domain domain, String device, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_INTERFACE_PARAMETERS_MAX);
    String api = "virDomainGetInterfaceParameters";
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, api);
    int known = Flag.AFFECT | Flag.VIR_TYPED_PARAM_STRING_OKAY;
    Check.flags(flags, known, "testDomainGetInterfaceParameters");
    if (paramCount == 0) {
      return new DomainInterfaceParameters(List.of(), RATES.size());
    }
    return world()
        .with(
            domain,
            vm -> {
              Element bandwidth = requireInterface(vm.definition(flags), device).child("bandwidth");
              List<TypedParameter> rates =
                  RATES.stream()
                      .map(name -> TypedParameter.ofUnsigned(name, rate(bandwidth, name)))
                      .toList();
              return DomainInterfaceParameters.of(rates, paramCount, flags);
            });
  }

  private static int rate(@Nullable Element bandwidth, String name) {
    Element direction = bandwidth == null ? null : bandwidth.child(direction(name));
    return direction == null ? 0 : (int) Long.parseUnsignedLong(direction.get(figure(name), "0"));
  }

  private static String direction(String rate) {
    return rate.substring(0, rate.indexOf('.'));
  }

  private static String figure(String rate) {
    return rate.substring(rate.indexOf('.') + 1);
  }

  private static Element requireInterface(DomainDefinition definition, String device) {
    DomainInterface found = Definitions.networkInterface(definition, device);
    if (found == null) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, DOMAIN, "'" + device + "' is not a known interface");
    }
    return found.element();
  }

  @Override
  default void domainSetInterfaceParameters(
      Domain domain, String device, List<TypedParameter> params, int flags) {
    Check.positive(params.size(), "nparams", "virDomainSetInterfaceParameters");
    Check.flags(flags, Flag.AFFECT, "testDomainSetInterfaceParameters");
    Map<String, Class<? extends TypedValue>> types =
        RATES.stream()
            .collect(
                Collectors.toMap(Function.identity(), name -> TypedValue.UnsignedIntValue.class));
    Params.validate(params, types);
    world()
        .change(
            domain, vm -> vm.editOne(flags, definition -> withRates(definition, device, params)));
  }

  private static DomainDefinition withRates(
      DomainDefinition definition, String device, List<TypedParameter> params) {
    Element old = requireInterface(definition, device);
    return definition.with(domain -> {
      Element devices = domain.open("devices");
      Element net = old.copy();
      Element bandwidth = net.open("bandwidth");
      DIRECTIONS.forEach(direction -> set(bandwidth, direction, params));
      devices.replace(devices.indexOf(old), net);
    });
  }

  /** A direction is replaced as a whole, or removed where its essential rates are said to be 0. */
  private static void set(Element bandwidth, String direction, List<TypedParameter> params) {
    List<TypedParameter> own =
        params.stream().filter(param -> direction(param.field()).equals(direction)).toList();
    List<TypedParameter> essential =
        own.stream().filter(param -> ESSENTIAL.contains(param.field())).toList();
    if (essential.isEmpty()) {
      return;
    }
    bandwidth.removeAll(direction);
    if (essential.stream().anyMatch(param -> param.longValue() != 0)) {
      Element rates = bandwidth.open(direction);
      own.stream()
          .filter(param -> param.longValue() != 0)
          .forEach(param -> rates.set(figure(param.field()), Long.toString(param.longValue())));
    }
  }
}
