package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified clients upload, download and talk to a console of a driver that has all of it. */
@NeedsPeer({Peer.VIRSH, Peer.PYTHON_LIBVIRT})
class StreamsInBothDirectionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static Jvirtd daemon;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    daemon = Jvirtd.start(List.of(VolumesDriver.class), "jvirtd.clients.max-streams=7");
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  private static String uri() {
    return "volumes+tcp://127.0.0.1:" + daemon.tcpPort() + "/";
  }

  private static Command.Outcome virsh(String... words) {
    var argv = new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", uri()));
    argv.addAll(List.of(words));
    var outcome = Command.run(PATIENCE, argv);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    return outcome;
  }

  private static int openStreams() {
    return daemon.daemon().server().openStreamCount();
  }

  @Test
  void virshUploadsAndDownloads() throws IOException {
    byte[] bytes = new byte[5_000_001];
    new Random(1).nextBytes(bytes);
    Path there = Files.write(folder.resolve("there"), bytes);
    Path back = folder.resolve("back");
    virsh("vol-upload", "--vol", "/virsh", there.toString());
    virsh("vol-download", "--vol", "/virsh", back.toString());
    assertThat(back).hasSameBinaryContentAs(there);
    assertThat(openStreams()).isZero();
  }

  @Test
  void virshSendsAndKeepsHoles() throws IOException {
    Path there = folder.resolve("there");
    try (var file = new RandomAccessFile(there.toFile(), "rw")) {
      file.setLength(1 << 20);
      file.seek(8 << 20);
      file.write(new byte[] {1, 2, 3});
      file.setLength(32 << 20);
    }
    Path back = folder.resolve("back");
    long before = daemon.daemon().server().counters().streamBytesOut();
    virsh("vol-upload", "--sparse", "--vol", "/holes", there.toString());
    virsh("vol-download", "--sparse", "--vol", "/holes", back.toString());
    assertThat(back).hasSameBinaryContentAs(there);
    long sent = daemon.daemon().server().counters().streamBytesOut() - before;
    assertThat(sent).as("holes are not sent as zeroes").isLessThan(1 << 20);
  }

  @Test
  void theBindingStreamsInEveryWay() throws IOException {
    String text = new String(resource("volumes.py"), StandardCharsets.UTF_8);
    String expected = new String(resource("volumes.expected"), StandardCharsets.UTF_8);
    Path script = Files.writeString(folder.resolve("volumes.py"), text);
    var outcome =
        Command.run(PATIENCE, List.of(Peer.PYTHON_LIBVIRT.path(), "-u", script.toString(), uri()));
    assertThat(outcome.out()).isEqualTo(expected);
    assertThat(outcome.err()).isEmpty();
    // It went with streams open.
    await().until(() -> openStreams() == 0);
  }

  private static byte[] resource(String name) throws IOException {
    try (var stream =
        StreamsInBothDirectionsIT.class.getResourceAsStream("/compat/python/" + name)) {
      if (stream == null) {
        throw new AssertionError("no resource " + name);
      }
      return stream.readAllBytes();
    }
  }
}
