package org.jvirtd.observe;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many newcomers wait in the kernel for a listening TCP socket to accept them.
 *
 * <p>Java does not tell. Linux does, in its tables of sockets (proc(5), {@code /proc/net/tcp}): for
 * one that listens, the length of its receive queue is the number of connections that wait. Those
 * that listen stand before all others, so that no more than their lines are read, however many
 * clients there are. UNIX sockets stand in no such table.
 */
final class Backlog {
  private static final Path TABLES = Path.of("/proc/self/net");
  private static final String LISTENS = "0A";
  private static final int HEX = 16;

  // The columns of a line, from 0; the queues are two numbers with a colon between.
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int QUEUES = 4;

  private final List<Path> tables;

  Backlog() {
    this(TABLES);
  }

  /**
   * @param folder where the tables are
   */
  Backlog(Path folder) {
    this.tables =
        List.of(folder.resolve("tcp6"), folder.resolve("tcp")).stream()
            .filter(Files::isReadable)
            .toList();
  }

  /** Whether this system tells. */
  boolean isKnown() {
    return !tables.isEmpty();
  }

  /** The connections that wait for the socket with this address, NaN if it is not to be found. */
  double of(InetSocketAddress socket) {
    Set<String> names = names(socket);
    for (Path table : tables) {
      double waiting = in(table, names);
      if (!Double.isNaN(waiting)) {
        return waiting;
      }
    }
    return Double.NaN;
  }

  private static double in(Path table, Set<String> names) {
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.strip().split("\\s+", QUEUES + 2);
        if (columns.length <= QUEUES || !columns[STATE].equals(LISTENS)) {
          break;
        }
        if (names.contains(columns[LOCAL])) {
          return Integer.parseInt(columns[QUEUES].split(":", 2)[1], HEX);
        }
      }
    } catch (IOException | RuntimeException e) {
      // A table that cannot be read, or has another form, tells nothing.
      return Double.NaN;
    }
    return Double.NaN;
  }

  /** What the tables may call an address: the JDK's sockets are mostly IPv6 ones. */
  private static Set<String> names(InetSocketAddress socket) {
    InetAddress address = socket.getAddress();
    String port = String.format(Locale.ROOT, ":%04X", socket.getPort());
    if (address.isAnyLocalAddress()) {
      return Set.of("0".repeat(8) + port, "0".repeat(32) + port);
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? Set.of(words(bytes) + port, words(mapped(bytes)) + port)
        : Set.of(words(bytes) + port);
  }

  /** ::ffff:a.b.c.d */
  private static byte[] mapped(byte[] four) {
    return ByteBuffer.allocate(16).putShort(10, (short) 0xffff).put(12, four).array();
  }

  /** Four bytes are printed as one number of the machine. */
  private static String words(byte[] address) {
    IntBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).asIntBuffer();
    StringBuilder text = new StringBuilder();
    while (words.hasRemaining()) {
      text.append(String.format(Locale.ROOT, "%08X", words.get()));
    }
    return text.toString();
  }
}
