package org.jvirtd.compat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One run of an external program to its end, in an environment that does not depend on who runs the
 * tests: plain C locale, no user's libvirt settings.
 */
final class Command {
  /** What a program left: its exit status and all it wrote. */
  record Outcome(int exit, String out, String err) {}

  /** A program that did not end in its time. */
  static final class NoEnd extends AssertionError {
    private static final long serialVersionUID = 1L;

    NoEnd(String message) {
      super(message);
    }
  }

  private static final Executor READERS = task -> Thread.ofVirtual().start(task);

  private Command() {}

  /**
   * @throws NoEnd if the program has not ended after {@code limit}; it is killed
   */
  static Outcome run(Duration limit, List<String> argv) {
    return run(limit, argv, "");
  }

  /** As {@link #run(Duration, List)}, with {@code input} on the program's standard input. */
  static Outcome run(Duration limit, List<String> argv, String input) {
    Process process = start(argv);
    try {
      var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), READERS);
      var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), READERS);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new NoEnd("no end after " + limit + ": " + argv + "\n" + out.join() + err.join());
      }
      return new Outcome(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + argv, e);
    }
  }

  /** Starts a program that goes on by itself; the caller ends it. */
  static Process start(List<String> argv) {
    var builder = new ProcessBuilder(argv);
    cleanEnvironment(builder.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void cleanEnvironment(Map<String, String> environment) {
    environment.keySet().removeIf(key -> key.startsWith("LIBVIRT_") || key.startsWith("VIRSH_"));
    environment.keySet().removeIf(key -> key.startsWith("LC_") || key.startsWith("PYTHON"));
    environment.put("LANG", "C.UTF-8");
    // What virsh's edit commands start: so that a script can say what is edited.
    environment.remove("VISUAL");
    environment.put("EDITOR", "sed -i s/before/after/g");
    environment.put("HOME", "/nonexistent");
    environment.put("XDG_CONFIG_HOME", "/nonexistent");
    environment.put("XDG_CACHE_HOME", "/nonexistent");
    environment.put("PYTHONUNBUFFERED", "1");
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
