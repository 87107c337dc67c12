package org.jvirtd.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/**
 * Idle connections of one server, held by a process of their own, so that neither descriptors nor
 * memory of the load client bound them. It grows and goes; it does not shrink.
 */
public final class Crowd implements AutoCloseable {
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;
  private int size;

  private Crowd(Process process) {
    this.process = process;
    commands =
        new PrintStream(process.getOutputStream(), true, java.nio.charset.StandardCharsets.UTF_8);
    answers = process.inputReader();
  }

  /** Starts the process, which holds nothing yet. */
  public static Crowd of(Address address) throws IOException {
    if (address.user() != null) {
      throw new IllegalArgumentException("a crowd does not log in");
    }
    var argv =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            CrowdProcess.class.getName(),
            address.toString());
    return new Crowd(new ProcessBuilder(argv).redirectError(Redirect.INHERIT).start());
  }

  public int size() {
    return size;
  }

  /** Returns when so many connections are open. */
  public void growTo(int wanted) throws IOException {
    commands.println(wanted);
    String answer = answers.readLine();
    if (answer == null || Integer.parseInt(answer) != wanted) {
      throw new IOException("a crowd of " + wanted + " did not come about: " + answer);
    }
    size = wanted;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
