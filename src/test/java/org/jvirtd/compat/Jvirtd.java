package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.driver.Driver;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The daemon under test, in this JVM, on ports and folders of its own. */
final class Jvirtd implements DaemonUnderTest {
  private final ConfigurableApplicationContext context;
  private final Path folder;

  private Jvirtd(ConfigurableApplicationContext context, Path folder) {
    this.context = context;
    this.folder = folder;
  }

  /** Whether this build has the driver that all tests open. */
  static boolean present() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Driver.class));
    return !scanner.findCandidateComponents("org.jvirtd.driver.test").isEmpty();
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
                      "jvirtd.drivers.test.files=" + folder.getParent(),
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
    return daemon().tcpAddress().orElseThrow().getPort();
  }

  @Override
  public Path unixDirectory() {
    return folder;
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  Daemon daemon() {
    return context.getBean(Daemon.class);
  }

  @Override
  public void close() {
    context.close();
    Folders.deleteTree(folder);
  }
}
