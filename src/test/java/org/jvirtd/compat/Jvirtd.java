package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.JvirtdApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The daemon under test, in this JVM, on ports and folders of its own. */
final class Jvirtd implements DaemonUnderTest {
  private static final String DAEMON = "org.jvirtd.daemon.Daemon";

  private final ConfigurableApplicationContext context;
  private final Path folder;

  private Jvirtd(ConfigurableApplicationContext context, Path folder) {
    this.context = context;
    this.folder = folder;
  }

  /** Whether this build has a daemon to test. */
  static boolean present() {
    return daemonClass() != null;
  }

  /**
   * Starts one whose test world goes with its last connection, as the real one's does.
   *
   * @param settings further settings, {@code key=value}; they win over the harness's own
   */
  static Jvirtd start(String... settings) {
    return start(List.of(), settings);
  }

  /**
   * @param beans further configuration classes, for drivers that only a test needs
   */
  static Jvirtd start(List<Class<?>> beans, String... settings) {
    try {
      Path folder = Files.createTempDirectory("jvirtd");
      var sources = new ArrayList<Class<?>>(beans);
      sources.add(JvirtdApplication.class);
      var arguments =
          Stream.concat(
                  Stream.of(
                      "jvirtd.listen.tcp.port=0",
                      "jvirtd.listen.unix.directory=" + folder,
                      "jvirtd.clients.max=20000",
                      "jvirtd.clients.max-anonymous=20000",
                      "jvirtd.drivers.test.lifetime=last-connection",
                      "server.port=0",
                      "spring.main.banner-mode=off"),
                  Stream.of(settings))
              .map(setting -> "--" + setting)
              .toArray(String[]::new);
      var context =
          new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
              .registerShutdownHook(false)
              .run(arguments);
      return new Jvirtd(context, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "jvirtd";
  }

  @Override
  public int tcpPort() {
    return (Integer) ask("tcpPort");
  }

  @Override
  public Path unixDirectory() {
    return (Path) ask("unixDirectory");
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  private Object ask(String method) {
    Class<?> type = daemonClass();
    if (type == null) {
      throw new AssertionError("this build has no " + DAEMON);
    }
    try {
      return type.getMethod(method).invoke(context.getBean(type));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static @Nullable Class<?> daemonClass() {
    try {
      return Class.forName(DAEMON);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Override
  public void close() {
    context.close();
    Folders.deleteTree(folder);
  }
}
