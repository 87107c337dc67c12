package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.rpc.Procedure;

/** A driver that implements nothing answers every call as libvirtd does. */
class WhatNoDriverImplementsTest {
  private static final Hypervisor NOTHING = () -> {};

  static Stream<Method> hypervisorProcedures() {
    return Programs.procedures(Hypervisor.class).stream();
  }

  @ParameterizedTest
  @MethodSource("hypervisorProcedures")
  void answersNotSupportedWithTheApisNameAndDomain(Method procedure) {
    String api = procedure.getAnnotation(Procedure.class).api();

    LibvirtException thrown = call(procedure);

    assertThat(thrown.error().code()).isEqualTo(3);
    assertThat(thrown.error().domain()).isEqualTo(ReadOnlyRule.errorDomain(procedure).number());
    assertThat(thrown.error().message())
        .isEqualTo("this function is not supported by the connection driver: " + api);
    assertThat(thrown.error().str2()).isEqualTo(api);
  }

  @Test
  void coversAllButTheSessionsProcedures() {
    // 456 numbers less 55 messages, 9 of the session and 16 of event registration; 4 of QEMU, 1 of
    // LXC.
    assertThat(hypervisorProcedures()).hasSize(456 - 55 - 9 - 16 + 4 + 1);
  }

  @Test
  void domainsOfErrorsAreThoseSeenOnTheWire() {
    assertThat(domainOf("domainGetInfo")).isEqualTo(20);
    assertThat(domainOf("nodeGetInfo")).isEqualTo(20);
    assertThat(domainOf("networkCreate")).isEqualTo(19);
    assertThat(domainOf("storagePoolCreate")).isEqualTo(18);
    assertThat(domainOf("storageVolDelete")).isEqualTo(18);
    assertThat(domainOf("interfaceCreate")).isEqualTo(26);
    assertThat(domainOf("nodeDeviceDestroy")).isEqualTo(22);
    assertThat(domainOf("secretUndefine")).isEqualTo(30);
    assertThat(domainOf("nwfilterUndefine")).isEqualTo(33);
    assertThat(domainOf("domainSnapshotDelete")).isEqualTo(35);
    assertThat(domainOf("domainCheckpointDelete")).isEqualTo(69);
    assertThat(domainOf("domainMonitorCommand")).isEqualTo(0);
  }

  private static int domainOf(String procedure) {
    return call(hypervisorProcedures()
            .filter(method -> method.getName().equals(procedure))
            .findFirst()
            .orElseThrow())
        .error()
        .domain();
  }

  private static LibvirtException call(Method procedure) {
    @Nullable Object[] arguments = new Object[procedure.getParameterCount()];
    Class<?>[] types = procedure.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      arguments[i] = dummy(types[i]);
    }
    try {
      procedure.invoke(NOTHING, arguments);
      throw new AssertionError(procedure + " returned");
    } catch (InvocationTargetException e) {
      return (LibvirtException) Objects.requireNonNull(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Object dummy(Class<?> type) {
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    return type == List.class ? List.of() : null;
  }
}
