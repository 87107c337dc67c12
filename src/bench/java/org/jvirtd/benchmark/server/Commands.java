package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Programs that are run to their end. */
public final class Commands {
  private Commands() {}

  /** A program of the JDK that runs this. */
  static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /**
   * What the program writes, errors included.
   *
   * @throws IOException also if it fails
   */
  public static String output(String... argv) throws IOException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", argv) + ": " + text.strip());
      }
      return text;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
