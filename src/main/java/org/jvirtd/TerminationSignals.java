package org.jvirtd;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * SIGTERM and SIGINT end the daemon in good order, with exit status 0; a second one ends it at
 * once, with the status of a process that the signal has killed. By itself a JVM ends with that
 * status either way, and ignores signals while it ends.
 *
 * <p>The JDK's only way to hear of signals is {@code sun.misc.Signal}, of the module {@code
 * jdk.unsupported}. It is used by reflection, as the compiler takes a direct use for an error.
 * Where it is not there, or the JVM was told to leave signals alone ({@code -Xrs}), the JVM's own
 * way stays.
 */
final class TerminationSignals {
  private static final Logger LOG = LoggerFactory.getLogger(TerminationSignals.class);
  private static final int SIGTERM = 15;
  private static final int SIGINT = 2;

  private final ConfigurableApplicationContext context;
  private final AtomicBoolean ending = new AtomicBoolean();

  private TerminationSignals(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static void obey(ConfigurableApplicationContext context) {
    TerminationSignals signals = new TerminationSignals(context);
    try {
      signals.handle("TERM", SIGTERM);
      signals.handle("INT", SIGINT);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("Signals are left to the JVM", e);
    }
  }

  private void handle(String name, int number) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            handler.getClassLoader(), new Class<?>[] {handler}, onSignal(name, number));
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
  }

  @SuppressWarnings("ReferenceEquality") // each proxy is equal to itself alone
  private InvocationHandler onSignal(String name, int number) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            onSignalled(name, number);
            yield null;
          }
          case "equals" -> arguments != null && proxy == first(arguments);
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "the handler of SIG" + name;
        };
  }

  private static @Nullable Object first(@Nullable Object[] arguments) {
    return arguments[0];
  }

  private void onSignalled(String name, int number) {
    if (ending.compareAndSet(false, true)) {
      LOG.info("SIG{}: stopping; a second one ends the daemon at once", name);
      Thread.ofPlatform()
          .name("shutdown")
          .start(() -> System.exit(SpringApplication.exit(context)));
    } else {
      LOG.warn("SIG{} again: ending at once", name);
      Runtime.getRuntime().halt(128 + number);
    }
  }
}
