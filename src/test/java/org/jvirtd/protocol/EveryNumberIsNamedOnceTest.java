package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.protocol.qemu.DomainMonitorEvent;
import org.jvirtd.protocol.qemu.QemuProgram;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.Procedure.Priority;

/**
 * The programs name the numbers of libvirt 9.0.0, with their priorities (semantics section 9), and
 * those that REMOTE has got up to libvirt 12.8.0.
 */
class EveryNumberIsNamedOnceTest {

  /** The high-priority procedures of semantics section 9, and three of those that came later. */
  private static final int[] HIGH = {
    1, 2, 3, 4, 5, 6, 11, 12, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 29, 30, 35, 36, 37, 38, 41,
    42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 59, 60, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 77,
    80, 82, 84, 85, 86, 87, 88, 89, 90, 91, 92, 95, 96, 97, 98, 99, 100, 101, 102, 105, 106, 110,
    111, 112, 113, 115, 116, 117, 121, 122, 124, 126, 127, 128, 129, 131, 132, 134, 137, 138, 139,
    140, 141, 142, 143, 144, 145, 146, 147, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 167,
    168, 175, 176, 177, 178, 179, 180, 181, 186, 187, 188, 189, 202, 203, 212, 227, 228, 229, 231,
    234, 235, 236, 244, 246, 247, 273, 274, 275, 278, 281, 282, 283, 284, 285, 286, 287, 291, 297,
    313, 314, 316, 317, 340, 350, 360, 361, 368, 369, 374, 375, 378, 380, 381, 391, 397, 398, 399,
    400, 401, 404, 405, 413, 414, 415, 416, 422, 429, 430, 431, 432, 433, 434, 435, 436, 437, 447,
    449, 450
  };

  @Test
  void remoteNamesAllOf1To456() {
    List<Integer> numbers =
        new ArrayList<>(
            Programs.procedures(RemoteProgram.class).stream().map(Programs::number).toList());
    numbers.addAll(Programs.messages().keySet());

    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 456).boxed().toList());
  }

  @Test
  void remoteMessagesAreThoseOfSection15AndFourThatCameLater() {
    assertThat(Programs.messages().keySet())
        .containsExactly(
            107, 169, 170, 171, 172, 173, 195, 224, 241, 248, 268, 269, 270, 276, 292, 311, 315,
            318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 332, 333, 339,
            346, 348, 354, 359, 362, 363, 367, 370, 373, 376, 377, 379, 382, 383, 385, 423, 438,
            446, 453, 454, 455);
  }

  @Test
  void the187HighPriorityProceduresAreThoseThatLibvirtMarksSo() {
    assertThat(highPriority(RemoteProgram.class)).hasSize(187).containsExactlyInAnyOrder(HIGH);
  }

  @Test
  void qemuNames1To7WithTheEventRegistrationHigh() {
    List<Integer> numbers =
        new ArrayList<>(
            Programs.procedures(QemuProgram.class).stream().map(Programs::number).toList());
    numbers.add(DomainMonitorEvent.class.getAnnotation(ObjectEvent.class).procedure());

    assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    assertThat(highPriority(QemuProgram.class)).containsExactlyInAnyOrder(4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lxc", "admin"})
  void lxcAndAdminNameTheirNumbersAllLow(String program) {
    Class<?> type = Programs.named(program);
    int last = program.equals("lxc") ? 1 : 19;

    assertThat(Programs.procedures(type).stream().map(Programs::number))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
    assertThat(highPriority(type)).isEmpty();
  }

  @Test
  void aMethodsNameIsItsApisNameWithoutThePrefix() {
    // A slip of the hand shows here: only event registration has APIs of another name.
    List<String> different =
        Programs.procedures(RemoteProgram.class).stream()
            .filter(method -> !api(method).isEmpty())
            .filter(method -> !api(method).equalsIgnoreCase("vir" + method.getName()))
            .map(Method::getName)
            .toList();

    assertThat(different)
        .containsExactlyInAnyOrder(
            "connectDomainEventRegister",
            "connectDomainEventDeregister",
            "connectDomainEventCallbackRegisterAny",
            "connectDomainEventCallbackDeregisterAny");
  }

  private static String api(Method procedure) {
    return procedure.getAnnotation(Procedure.class).api();
  }

  private static int[] highPriority(Class<?> program) {
    return Programs.procedures(program).stream()
        .filter(method -> method.getAnnotation(Procedure.class).priority() == Priority.HIGH)
        .mapToInt(Programs::number)
        .toArray();
  }

  @Test
  void noProcedureIsNamedTwice() {
    for (String name : List.of("remote", "qemu", "lxc", "admin")) {
      int[] numbers =
          Programs.procedures(Programs.named(name)).stream()
              .mapToInt(Programs::number)
              .sorted()
              .toArray();
      assertThat(numbers).isEqualTo(Arrays.stream(numbers).distinct().toArray());
    }
  }
}
