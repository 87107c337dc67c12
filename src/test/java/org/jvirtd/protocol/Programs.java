package org.jvirtd.protocol;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.protocol.event.ConnectionClosedEvent;
import org.jvirtd.protocol.event.DomainEvent;
import org.jvirtd.protocol.event.NetworkEvent;
import org.jvirtd.protocol.event.NodeDeviceEvent;
import org.jvirtd.protocol.event.SecretEvent;
import org.jvirtd.protocol.event.StoragePoolEvent;
import org.jvirtd.protocol.lxc.LxcProgram;
import org.jvirtd.protocol.qemu.QemuProgram;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.EventMessage;
import org.jvirtd.rpc.Procedure;

/** What the tests of this room ask of the programs. */
final class Programs {
  private static final Map<String, Class<?>> BY_NAME =
      Map.of(
          "remote", RemoteProgram.class,
          "qemu", QemuProgram.class,
          "lxc", LxcProgram.class,
          "admin", AdminProgram.class);

  private Programs() {}

  /** The program of that name. */
  static Class<?> named(String name) {
    return Objects.requireNonNull(BY_NAME.get(name), name);
  }

  static List<Method> procedures(Class<?> program) {
    return Arrays.stream(program.getMethods())
        .filter(method -> method.isAnnotationPresent(Procedure.class))
        .toList();
  }

  static Method procedure(Class<?> program, int number) {
    return procedures(program).stream()
        .filter(method -> number(method) == number)
        .findFirst()
        .orElseThrow(() -> new AssertionError(program + " has no procedure " + number));
  }

  static int number(Method procedure) {
    return procedure.getAnnotation(Procedure.class).value();
  }

  /** The event records of REMOTE that name an object. */
  static List<Class<?>> objectEvents() {
    return Stream.of(
            DomainEvent.class,
            NetworkEvent.class,
            StoragePoolEvent.class,
            NodeDeviceEvent.class,
            SecretEvent.class)
        .<Class<?>>flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
        .toList();
  }

  /** The numbers of REMOTE's messages, each with the record that is its body. */
  static Map<Integer, Class<?>> messages() {
    Map<Integer, Class<?>> messages = new TreeMap<>();
    for (Class<?> event : objectEvents()) {
      ObjectEvent names = event.getAnnotation(ObjectEvent.class);
      put(messages, names.procedure(), event);
      if (names.legacyProcedure() != ObjectEvent.NONE) {
        put(messages, names.legacyProcedure(), event);
      }
    }
    put(
        messages,
        ConnectionClosedEvent.class.getAnnotation(EventMessage.class).value(),
        ConnectionClosedEvent.class);
    return messages;
  }

  private static void put(Map<Integer, Class<?>> messages, int number, Class<?> event) {
    Class<?> other = messages.put(number, event);
    if (other != null) {
      throw new AssertionError(number + " is named by " + other + " and " + event);
    }
  }
}
