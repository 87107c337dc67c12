package org.jvirtd.compat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program that runs beside the test; what it has written so far can be read at any time. */
final class Following implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final List<String> argv;
  private final Process process;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Thread outReader;
  private final Thread errReader;

  private Following(List<String> argv) {
    this.argv = argv;
    process = Command.start(argv);
    outReader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), out));
    errReader = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), err));
  }

  static Following start(List<String> argv) {
    return new Following(argv);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  void awaitOut(String text) {
    await("writes " + text, () -> out().contains(text));
  }

  void awaitErr(String text) {
    await("writes " + text, () -> err().contains(text));
  }

  /** Waits until something holds; if it never does, tells all that the program wrote. */
  void await(String what, Callable<Boolean> holds) {
    try {
      Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(holds);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(argv + " never " + what + "; it wrote: " + out() + err(), e);
    }
  }

  /** Asks it to end as the interrupt key does, and waits until it has and all is read. */
  void interrupt() {
    Command.run(Duration.ofSeconds(5), List.of("kill", "-INT", Long.toString(process.pid())));
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("does not end when interrupted: " + argv);
      }
      outReader.join();
      errReader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void copy(InputStream from, ByteArrayOutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      to.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
