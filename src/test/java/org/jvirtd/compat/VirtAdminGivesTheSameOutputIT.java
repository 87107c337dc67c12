package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real virt-admin cannot tell the two daemons apart. They are this test's own: what virt-admin
 * changes is a whole daemon's.
 */
@NeedsPeer({Peer.VIRT_ADMIN, Peer.VIRSH, Peer.LIBVIRTD})
class VirtAdminGivesTheSameOutputIT {
  @TempDir private static Path folder;

  private static DaemonUnderTest real;
  private static DaemonUnderTest ours;

  @BeforeAll
  static void start() {
    var starting = CompletableFuture.supplyAsync(RealLibvirtd::start);
    ours = JvirtdProcess.start();
    real = starting.join();
  }

  @AfterAll
  static void stop() {
    ours.close();
    real.close();
  }

  @Test
  void everyCommand() throws IOException {
    var script = VirshScript.parse("commands", resource("/compat/admin/commands.txt"));
    List<String> different = new ArrayList<>();
    for (var scenario : script.scenarios()) {
      for (var step : scenario.steps()) {
        String expected = VirtAdmin.run(real, folder, step.command());
        String actual = VirtAdmin.run(ours, folder, step.command());
        if (!actual.equals(expected)) {
          different.add(
              "%d: %s%n-- libvirtd%n%s-- jvirtd%n%s"
                  .formatted(step.line(), step.command(), expected, actual));
        }
      }
    }
    assertThat(script.size()).isGreaterThan(80);
    assertThat(different).isEmpty();
  }

  @Test
  void interactively() {
    String commands =
        """
        connect ${uri}
        uri
        server-list
        server-clients-info admin
        client-info admin nonumber
        nosuchcommand
        connect libvirtd+unix:///system?socket=/nosuch
        quit
        """;
    String expected = VirtAdmin.interactive(real, folder, commands);
    assertThat(expected).contains("<server>").contains("nclients_max");
    assertThat(VirtAdmin.interactive(ours, folder, commands)).isEqualTo(expected);
  }

  /** Clients that stay connected, by the URI that virsh opens. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "test+tcp://127.0.0.1:PORT/default",
        "test+unix:///default?socket=DIR/libvirt-sock",
        "test+unix:///default?socket=DIR/libvirt-sock-ro",
        "-r test+tcp://127.0.0.1:PORT/default",
        "-r test+unix:///default?socket=DIR/libvirt-sock"
      })
  void whoAClientIsAndThatItIsDisconnected(String uri) {
    assertThat(aClientsStory(ours, uri)).isEqualTo(aClientsStory(real, uri));
  }

  private static String aClientsStory(DaemonUnderTest daemon, String uri) {
    String there =
        uri.replace("PORT", "" + daemon.tcpPort())
            .replace("DIR", daemon.unixDirectory().toString());
    boolean reads = uri.startsWith("-r ") || uri.endsWith("-ro");
    var argv = new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", there.replace("-r ", "")));
    if (reads) {
      argv.add("-r");
    }
    argv.addAll(List.of("event", "--all", "--loop"));
    try (var client = Following.start(argv)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> VirtAdmin.clients(daemon, folder, "libvirtd").size() == 1);
      String id = VirtAdmin.clients(daemon, folder, "libvirtd").getFirst();
      // The call that opens the connection tells libvirtd who the client is, and that it reads.
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> VirtAdmin.run(daemon, folder, "client-info libvirtd " + id),
              info ->
                  info.startsWith("exit 0") && (!reads || info.matches("(?s).*readonly *: yes.*")));
      String story =
          VirtAdmin.run(daemon, folder, "client-list libvirtd")
              + VirtAdmin.run(daemon, folder, "client-info libvirtd " + id)
              + VirtAdmin.run(daemon, folder, "server-clients-info libvirtd")
              + VirtAdmin.run(daemon, folder, "client-disconnect libvirtd " + id);
      client.awaitErr("Disconnected from");
      return story
          .replaceAll("\\b" + id + "\\b", "<client>")
          .replaceAll("127\\.0\\.0\\.1:[0-9]+", "<peer>")
          .replaceAll("(nclients(_unauth)?_max +: )[0-9]+", "$1<limit>");
    }
  }

  private static String resource(String name) throws IOException {
    try (var stream =
        Objects.requireNonNull(VirtAdminGivesTheSameOutputIT.class.getResourceAsStream(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFileThatMessagesAreSentToIsItsOwnersAndHoldsThem() throws IOException {
    Path file = folder.resolve("log");
    VirtAdmin.run(ours, folder, "daemon-log-filters \"1:rpc\"");
    VirtAdmin.run(ours, folder, "daemon-log-outputs \"1:file:${dir}/log\"");
    VirtAdmin.run(ours, folder, "server-list");
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(file).contains(": debug : rpc.Server : admin client "));
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    VirtAdmin.run(ours, folder, "daemon-log-filters \"\"");
    VirtAdmin.run(ours, folder, "daemon-log-outputs \"\"");
  }
}
