package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.BlockingClient;
import org.jvirtd.benchmark.load.Transport;

/** A daemon's process with a folder of its own, which goes with it. */
final class DaemonProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final long POLL_NANOS = 50_000_000;

  private final Doors doors;
  private final Process process;
  private final Thread lastResort;

  private DaemonProcess(Doors doors, Process process) {
    this.doors = doors;
    this.process = process;
    lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** Starts it and returns when it answers. Its output goes to a file {@code out}. */
  static DaemonProcess start(Doors doors, List<String> argv, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.redirectOutput(doors.file("out").toFile());
    builder.environment().putAll(environment);
    var daemon = new DaemonProcess(doors, builder.start());
    daemon.awaitAnswer();
    return daemon;
  }

  private void awaitAnswer() throws IOException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        String output = Files.readString(doors.file("out"));
        close();
        throw new IOException("the daemon did not start:\n" + output);
      }
      LockSupport.parkNanos(this, POLL_NANOS);
    }
  }

  private boolean answers() {
    try (var client = BlockingClient.open(address(Transport.TCP))) {
      client.domain("test");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  Address address(Transport transport) {
    return doors.address(transport);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(lastResort);
      delete(doors.folder());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
