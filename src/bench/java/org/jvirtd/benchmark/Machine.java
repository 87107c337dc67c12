package org.jvirtd.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jvirtd.benchmark.server.Commands;

/**
 * Where a run took place.
 *
 * @param load the load average of the minute before the run
 */
public record Machine(
    String cpu, int cores, long memoryMebibytes, String kernel, String jdk, double load) {
  static Machine here() throws IOException {
    return new Machine(
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value("/proc/meminfo", "MemTotal").replace(" kB", "")) / 1024,
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]));
  }

  /** The commit that is checked out, and whether the files differ from it. */
  static String commit() {
    try {
      return Commands.output("git", "describe", "--always", "--dirty").strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String value(String file, String key) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(key)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "unknown";
  }
}
