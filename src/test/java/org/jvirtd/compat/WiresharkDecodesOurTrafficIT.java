package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Debian's libvirt dissector for Wireshark, made from libvirt's own protocol files, reads what goes
 * over the wire. The real daemon's traffic passes the same check, so the check is fair.
 */
@WithRig
@NeedsPeer({Peer.TSHARK, Peer.VIRSH, Peer.LIBVIRTD})
class WiresharkDecodesOurTrafficIT {
  /** The decoded session of each daemon, by port: captured once for all tests. */
  private static final Map<Integer, List<Row>> CAPTURES = new ConcurrentHashMap<>();

  private static final int FEWEST_FRAMES = 100;

  private static final String XML =
      "<domain type='test'><name>wire</name><uuid>0d000000-1111-2222-3333-444444444444</uuid>"
          + "<memory>65536</memory><os><type>hvm</type></os></domain>";

  private static final List<String> SESSION =
      List.of(
          "list --all",
          "nodeinfo",
          "version",
          "hostname",
          "uri",
          "capabilities",
          "sysinfo",
          "freecell --all",
          "nodecpumap",
          "define ${dir}/wire.xml",
          "dumpxml wire",
          "start wire",
          "dominfo wire",
          "domstate wire",
          "domstats",
          "vcpuinfo wire",
          "suspend wire",
          "resume wire",
          "setmem wire 32M",
          "setvcpus wire 1",
          "save wire ${dir}/save",
          "restore ${dir}/save",
          "managedsave wire",
          "start wire",
          "reboot wire",
          "destroy wire",
          "domrename wire wave",
          "autostart wave",
          "undefine wave",
          "dominfo nosuch",
          "start test",
          "event --all --timeout 1");

  /** REMOTE procedures that this session calls whatever the daemon (semantics section 13). */
  private static final Set<Integer> EXPECTED =
      Set.of(
          1, 2, 3, 6, 7, 9, 11, 12, 14, 16, 23, 28, 34, 54, 55, 59, 60, 66, 212, 273, 316, 317, 344,
          360, 361);

  @Test
  void theRealDaemonsTraffic(Rig rig) {
    check(rig.real());
  }

  @Test
  void ours(Rig rig) {
    check(rig.subject());
  }

  @Test
  void bothUseTheSameProceduresAndStatuses(Rig rig) {
    assertThat(callsAndReplies(check(rig.subject()))).isEqualTo(callsAndReplies(check(rig.real())));
  }

  /** One decoded field row: procedure, type, status, malformed, expert severity. */
  private record Row(
      String procedure, String type, String status, String malformed, String expert) {
    boolean isRpc() {
      return !procedure.isEmpty();
    }

    static Row of(String line) {
      String[] cells = line.split("\t", -1);
      return new Row(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }
  }

  private static List<Row> check(DaemonUnderTest daemon) {
    List<Row> rows = CAPTURES.computeIfAbsent(daemon.tcpPort(), _ -> captureSession(daemon));
    assertThat(rows.stream().filter(Row::isRpc)).hasSizeGreaterThan(FEWEST_FRAMES);
    assertThat(rows).allSatisfy(row -> assertThat(row.malformed()).isEmpty());
    assertThat(rows)
        .as("expert information of severity error")
        .noneSatisfy(row -> assertThat(severities(row)).contains("8388608"));
    Set<Integer> seen =
        rows.stream()
            .flatMap(row -> cells(row.procedure()))
            .map(Integer::valueOf)
            .collect(Collectors.toSet());
    assertThat(seen).containsAll(EXPECTED);
    return rows;
  }

  private static List<String> severities(Row row) {
    return cells(row.expert()).toList();
  }

  /** How often each procedure was called and answered, and how. */
  private static Map<String, Long> callsAndReplies(List<Row> rows) {
    return rows.stream()
        .filter(Row::isRpc)
        .flatMap(WiresharkDecodesOurTrafficIT::messages)
        .collect(Collectors.groupingBy(message -> message, TreeMap::new, Collectors.counting()));
  }

  private static Stream<String> messages(Row row) {
    var procedures = cells(row.procedure()).toList();
    var types = cells(row.type()).toList();
    var statuses = cells(row.status()).toList();
    return IntStream.range(0, procedures.size())
        .mapToObj(i ->
            "procedure "
                + procedures.get(i)
                + " type "
                + types.get(i)
                + " status "
                + statuses.get(i));
  }

  private static Stream<String> cells(String joined) {
    return Arrays.stream(joined.split(",", -1)).filter(cell -> !cell.isEmpty());
  }

  private static List<Row> captureSession(DaemonUnderTest daemon) {
    try (var _ = World.fresh(daemon)) {
      Path folder = Files.createTempDirectory("capture");
      try {
        Path capture = folder.resolve("wire.pcapng");
        Files.writeString(folder.resolve("wire.xml"), XML);
        String filter = "tcp port " + daemon.tcpPort();
        var argv = List.of(Peer.TSHARK.path(), "-i", "lo", "-f", filter, "-w", capture.toString());
        try (var tshark = Following.start(argv)) {
          tshark.awaitErr("Capture started");
          for (String command : SESSION) {
            virsh(daemon, command.replace("${dir}", folder.toString()));
          }
          awaitWritten(tshark, capture, daemon);
          tshark.interrupt();
        }
        return decode(capture, daemon.tcpPort());
      } finally {
        Folders.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packets reach the file in lumps: goes on only when a last, known call is in it. */
  private static void awaitWritten(Following tshark, Path capture, DaemonUnderTest daemon) {
    virsh(daemon, "domrename last-call-of-the-capture x");
    tshark.await(
        "writes the last call",
        () ->
            new String(Files.readAllBytes(capture), StandardCharsets.ISO_8859_1)
                .contains("last-call-of-the-capture"));
  }

  private static List<Row> decode(Path capture, int port) {
    var argv =
        List.of(
            Peer.TSHARK.path(),
            "-r",
            capture.toString(),
            "-d",
            "tcp.port==" + port + ",libvirt",
            "-T",
            "fields",
            "-e",
            "libvirt.procedure",
            "-e",
            "libvirt.type",
            "-e",
            "libvirt.status",
            "-e",
            "_ws.malformed",
            "-e",
            "_ws.expert.severity");
    var outcome = Command.run(Duration.ofSeconds(60), argv);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome.out().lines().map(Row::of).toList();
  }

  private static void virsh(DaemonUnderTest daemon, String command) {
    Command.run(Duration.ofSeconds(10), List.of(Peer.VIRSH.path(), "-c", daemon.uri(), command));
  }
}
