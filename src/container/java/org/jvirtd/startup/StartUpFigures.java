package org.jvirtd.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jvirtd.benchmark.server.Usage;

/**
 * Starts the daemon in each of the ways there are, several times in turn, and prints a table: when
 * it is ready, which is when it says so over HTTP, and what memory it holds some seconds later. All
 * are given the memory of a container of 256 MiB.
 *
 * <p>Arguments: the jar, the folder of {@code prepare.sh} and friends, a folder to work in, how
 * many runs.
 */
public final class StartUpFigures {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final String AS_IN_A_CONTAINER = "-XX:MaxRAM=256m";
  private static final String SPRING_AOT = "-Dspring.aot.enabled=true";

  private record Way(String name, List<String> command) {}

  private record Run(long readyMillis, double cpuSeconds, long residentBytes) {}

  private final Path scripts;
  private final Path work;
  private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private StartUpFigures(Path scripts, Path work) {
    this.scripts = scripts;
    this.work = work;
  }

  /** Measures and prints. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path jar = Path.of(args[0]).toAbsolutePath();
    Path work = Files.createDirectories(Path.of(args[2])).toAbsolutePath();
    var figures = new StartUpFigures(Path.of(args[1]).toAbsolutePath(), work);
    List<Way> ways = figures.ways(jar);
    List<List<Run>> runs = new ArrayList<>();
    ways.forEach(way -> runs.add(new ArrayList<>()));
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      for (int i = 0; i < ways.size(); i++) {
        runs.get(i).add(figures.run(ways.get(i)));
      }
    }
    System.out.println("| start | ready, median (best) | processor until then | resident, idle |");
    System.out.println("|---|---:|---:|---:|");
    for (int i = 0; i < ways.size(); i++) {
      System.out.println(row(ways.get(i), runs.get(i)));
    }
  }

  private static String row(Way way, List<Run> runs) {
    long[] ready = runs.stream().mapToLong(Run::readyMillis).sorted().toArray();
    double[] cpu = runs.stream().mapToDouble(Run::cpuSeconds).sorted().toArray();
    long[] resident = runs.stream().mapToLong(Run::residentBytes).sorted().toArray();
    int middle = runs.size() / 2;
    return String.format(
        Locale.ROOT,
        "| %s | %.2f s (%.2f s) | %.2f s | %d MiB |",
        way.name,
        ready[middle] / 1e3,
        ready[0] / 1e3,
        cpu[middle],
        resident[middle] >> 20);
  }

  private List<Way> ways(Path jar) throws IOException, InterruptedException {
    Path both = prepare(jar, "both", true);
    Path cacheOnly = prepare(jar, "cache", false);
    return List.of(
        new Way("`java -jar`", List.of(java, "-jar", jar.toString())),
        new Way("extracted", List.of(java, "-jar", both.resolve("jvirtd.jar").toString())),
        new Way("extracted, AOT cache", line(cacheOnly)),
        new Way("extracted, AOT cache, Spring AOT", line(both)));
  }

  private List<String> line(Path folder) {
    return List.of(scripts.resolve("run.sh").toString(), folder.toString());
  }

  private Path prepare(Path jar, String name, boolean springAot)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(work.resolve("scripts-" + name));
    try (var files = Files.walk(scripts)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = own.resolve(scripts.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(
            file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    if (!springAot) {
      Path options = own.resolve("jvm.options");
      Files.writeString(options, Files.readString(options).replace(SPRING_AOT, ""));
    }
    Path folder = work.resolve(name);
    var builder =
        new ProcessBuilder(own.resolve("prepare.sh").toString(), jar.toString(), folder.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (builder.inheritIO().start().waitFor() != 0) {
      throw new IOException("prepare.sh has failed");
    }
    return folder;
  }

  private Run run(Way way) throws IOException, InterruptedException {
    int http = freePort();
    Path sockets = Files.createTempDirectory(work, "sockets");
    List<String> argv = new ArrayList<>(way.command);
    argv.add("--server.port=" + http);
    argv.add("--jvirtd.listen.tcp.port=0");
    argv.add("--jvirtd.listen.unix.directory=" + sockets);
    Path log = work.resolve("log");
    var builder = new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", AS_IN_A_CONTAINER);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    long start = System.nanoTime();
    Process daemon = builder.start();
    try {
      while (!isReady(http)) {
        if (!daemon.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
          throw new IOException("it does not start:\n" + Files.readString(log));
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
      long ready = System.nanoTime() - start;
      double cpu = Usage.of(daemon.pid()).cpuSeconds();
      TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
      return new Run(ready / 1_000_000, cpu, Usage.residentBytes(daemon.pid()));
    } finally {
      daemon.destroy();
      if (!daemon.waitFor(STOP_LIMIT)) {
        daemon.destroyForcibly().waitFor();
      }
    }
  }

  /** Asks by hand, as a client of some weight would take the processor from the daemon. */
  private static boolean isReady(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket
          .getOutputStream()
          .write(
              "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String status = answer.readLine();
      return status != null && status.contains(" 200");
    } catch (SocketException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
