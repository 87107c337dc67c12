package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used so far, from proc(5).
 *
 * @param cpuSeconds of all its threads, in user mode and in the kernel
 * @param switches context switches of the threads that it has now, voluntary and not
 */
public record Usage(double cpuSeconds, long switches) {
  /** Linux counts in hundredths of a second towards programs, whatever its own tick is. */
  private static final double TICKS_PER_SECOND = 100;

  /** In /proc/PID/stat, counted behind the name in parentheses, which may hold spaces. */
  private static final int USER_TIME = 11;

  private static final int KERNEL_TIME = 12;

  /** In the first line of /proc/stat: those that are neither idle nor waiting nor interrupts. */
  private static final List<Integer> BUSY = List.of(1, 2, 3, 8);

  public static Usage of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[KERNEL_TIME]);
    return new Usage(ticks / TICKS_PER_SECOND, switches(process.resolve("task")));
  }

  public Usage minus(Usage earlier) {
    return new Usage(cpuSeconds - earlier.cpuSeconds, switches - earlier.switches);
  }

  /**
   * Seconds of CPU that programs of the whole machine have used so far, and that a hypervisor below
   * has taken. Interrupts are left out: those of the loopback are the measured servers' own work,
   * and are counted to no process.
   */
  public static double ofMachine() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+", -1);
    return BUSY.stream().mapToLong(i -> Long.parseLong(fields[i])).sum() / TICKS_PER_SECOND;
  }

  /** Resident memory of a process now, in bytes. */
  public static long residentBytes(long pid) throws IOException {
    return number(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:") * 1024;
  }

  private static long switches(Path tasks) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        sum += switchesOf(thread.resolve("status"));
      }
    }
    return sum;
  }

  private static long switchesOf(Path status) throws IOException {
    try {
      return number(status, "voluntary_ctxt_switches:")
          + number(status, "nonvoluntary_ctxt_switches:");
    } catch (IOException e) {
      return 0; // the thread has ended
    }
  }

  private static long number(Path status, String key) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).replace("kB", "").strip());
      }
    }
    throw new IOException("no " + key + " in " + status);
  }
}
