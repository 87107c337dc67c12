package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.rpc.sasl.UserFile;

/** The real virsh logs in by SCRAM-SHA-256, with what its auth file says (semantics section 17). */
@NeedsPeer({Peer.VIRSH, Peer.SASL_SCRAM})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaslClientsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Path folder;
  private Jvirtd daemon;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    new UserFile(folder.resolve("users")).put("anna", "geheim".toCharArray());
    daemon =
        Jvirtd.start(
            "jvirtd.listen.unix.auth=sasl",
            "jvirtd.listen.tcp.auth=sasl",
            "jvirtd.sasl.users=" + folder.resolve("users"),
            "jvirtd.sasl.failure-delay=300ms");
  }

  @AfterAll
  void stop() {
    daemon.close();
  }

  private Command.Outcome virsh(String user, String password, String address) throws IOException {
    Path auth =
        Files.writeString(
            Files.createTempFile(folder, "auth", ".conf"),
            """
            [credentials-mine]
            authname=%s
            password=%s
            [auth-libvirt-default]
            credentials=mine
            """
                .formatted(user, password));
    String uri = address + (address.contains("?") ? "&" : "?") + "authfile=" + auth;
    return Command.run(PATIENCE, List.of(Peer.VIRSH.path(), "-c", uri, "list --name"));
  }

  private String unix() {
    return "test+unix:///default?socket=" + daemon.unixDirectory().resolve("libvirt-sock");
  }

  @Test
  void whoKnowsThePasswordIsServed() throws IOException {
    var outcome = virsh("anna", "geheim", unix());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().strip()).isEqualTo("test");
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreToldTheSame() throws IOException {
    var wrong = virsh("anna", "falsch", unix());
    var unknown = virsh("nobody", "geheim", unix());

    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("authentication failed");
    assertThat(unknown).isEqualTo(wrong);
  }

  @Test
  void aFailureIsAnsweredLate() throws IOException {
    long before = System.nanoTime();
    assertThat(virsh("anna", "falsch", unix()).exit()).isEqualTo(1);

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  /** libvirt's client wants a login over plain TCP to encrypt as well, which SCRAM does not. */
  @Test
  void overPlainTcpTheClientItselfRefuses() throws IOException {
    var outcome = virsh("anna", "geheim", daemon.uri());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("No worthy mechs found");
  }

  @Test
  void whoHasNotLoggedInMayNotCall() {
    try (var client = RawClient.connect(daemon.tcpPort())) {
      var answer = client.converse(RawFrame.open("test:///default", 1));

      assertThat(answer)
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              f -> {
                assertThat(f.ok()).isFalse();
                assertThat(f.errorMessage()).isEqualTo("authentication required");
              });
    }
  }
}
