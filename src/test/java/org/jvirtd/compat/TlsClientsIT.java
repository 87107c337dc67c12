package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.rpc.ClientIdentity;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.tls.DistinguishedName;
import org.jvirtd.rpc.tls.TestAuthority;
import org.jvirtd.rpc.tls.TlsCounters;
import org.jvirtd.rpc.tls.TlsRefusal;

/** The real virsh comes over TLS, with certificates good and bad (semantics section 18). */
@NeedsPeer(Peer.VIRSH)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsClientsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestAuthority authority = new TestAuthority("jvirtd tests");
  private final TestAuthority stranger = new TestAuthority("somebody else");
  private Path folder;
  private Jvirtd daemon;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    authority.server("jvirtd").write(folder, "server");
    revoke();
    daemon =
        Jvirtd.start(
            "jvirtd.listen.tls.enabled=true",
            "jvirtd.listen.tls.port=0",
            "jvirtd.listen.tls.crl=" + folder.resolve("cacrl.pem"),
            "jvirtd.listen.tls.allowed-dns[0]=C=GB,O=Red Hat,CN=*",
            "jvirtd.listen.tls.allowed-dns[1]=O=jvirtd,CN=a?",
            "spring.ssl.bundle.watch.file.quiet-period=100ms",
            "spring.ssl.bundle.pem.rpc.reload-on-update=true",
            "spring.ssl.bundle.pem.rpc.keystore.certificate=" + folder.resolve("servercert.pem"),
            "spring.ssl.bundle.pem.rpc.keystore.private-key=" + folder.resolve("serverkey.pem"),
            "spring.ssl.bundle.pem.rpc.truststore.certificate=" + folder.resolve("cacert.pem"));
  }

  @AfterAll
  void stop() {
    daemon.close();
  }

  private TlsCounters counters() {
    return daemon.daemon().tlsCounters().orElseThrow();
  }

  private Command.Outcome virsh(TestAuthority.Issued client, String query, String... command) {
    try {
      Path pki = Files.createTempDirectory(folder, "client");
      client.write(pki, "client");
      int port = daemon.daemon().tlsAddress().orElseThrow().getPort();
      var uri = "test+tls://127.0.0.1:%d/default?pkipath=%s%s".formatted(port, pki, query);
      var argv = new java.util.ArrayList<>(List.of(Peer.VIRSH.path(), "-c", uri));
      argv.addAll(List.of(command));
      return Command.run(PATIENCE, argv);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aClientWhoseCertificateIsGoodIsServedAndKnown() {
    var client = authority.client("C=GB,O=Red Hat,CN=anna");
    var outcome = virsh(client, "", "list --name; hostname; uri");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("test").contains("test+tls://127.0.0.1");
    assertThat(counters().secured()).isPositive();
  }

  @Test
  void whoAClientIsComesFromItsCertificate() throws Exception {
    var client = authority.client("O=jvirtd,CN=ab");
    Path pki = client.write(folder.resolve("known"), "client");
    int port = daemon.daemon().tlsAddress().orElseThrow().getPort();
    Process process =
        Command.start(
            List.of(
                Peer.VIRSH.path(),
                "-c",
                "test+tls://127.0.0.1:%d/default?pkipath=%s".formatted(port, pki),
                "event --loop --all"));
    try {
      await().atMost(PATIENCE).until(() -> tlsClient("O=jvirtd,CN=ab"));
    } finally {
      process.destroy();
    }
    await().atMost(PATIENCE).until(() -> !tlsClient("O=jvirtd,CN=ab"));
  }

  private boolean tlsClient(String name) {
    return daemon.daemon().server().connections().stream()
        .map(Connection::identity)
        .anyMatch(identity ->
            identity.kind() == ClientIdentity.Kind.TLS
                && name.equals(identity.distinguishedName()));
  }

  @Test
  void aClientThatDoesNotVerifyTheServerIsServedToo() {
    var client = authority.client("C=GB,O=Red Hat,CN=otto");
    assertThat(virsh(client, "&no_verify=1", "list", "--name").out()).contains("test");
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws IOException {
    Path pki = authority.client("CN=x").write(folder.resolve("none"), "client");
    Files.delete(pki.resolve("clientcert.pem"));
    Files.delete(pki.resolve("clientkey.pem"));
    long before = counters().refused(TlsRefusal.NO_CERTIFICATE);
    int port = daemon.daemon().tlsAddress().orElseThrow().getPort();
    var outcome =
        Command.run(
            PATIENCE,
            List.of(
                Peer.VIRSH.path(),
                "-c",
                "test+tls://127.0.0.1:%d/default?pkipath=%s".formatted(port, pki),
                "list"));
    assertRefused(outcome);
    await().atMost(PATIENCE).until(() -> counters().refused(TlsRefusal.NO_CERTIFICATE) > before);
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() {
    // The client trusts our authority, and shows a certificate of another.
    var foreign = stranger.client("C=GB,O=Red Hat,CN=mallory");
    var disguised =
        new TestAuthority.Issued(
            foreign.certificate(), foreign.key(), authority.server("x").authority());
    refused(TlsRefusal.UNKNOWN_ISSUER, disguised);
  }

  @Test
  void aCertificateOfAnotherTimeIsRefused() {
    Instant now = Instant.now();
    var expired =
        authority.client(
            "C=GB,O=Red Hat,CN=late", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));
    refused(TlsRefusal.EXPIRED, expired);
    var early =
        authority.client(
            "C=GB,O=Red Hat,CN=soon", now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9)));
    refused(TlsRefusal.NOT_YET_VALID, early);
  }

  private void revoke(TestAuthority.Issued... clients) {
    Instant now = Instant.now();
    X509Certificate[] revoked =
        Stream.of(clients).map(TestAuthority.Issued::certificate).toArray(X509Certificate[]::new);
    String list = authority.revoke(now.minusSeconds(60), now.plus(Duration.ofDays(1)), revoked);
    try {
      Files.writeString(folder.resolve("cacrl.pem"), list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCertificateThatIsRevokedWhileTheDaemonRunsIsRefusedFromThenOn() {
    TestAuthority.Issued client = authority.client("C=GB,O=Red Hat,CN=lost");
    assertThat(virsh(client, "", "hostname").exit()).isZero();
    revoke(client);
    refused(TlsRefusal.REVOKED, client);
    assertThat(virsh(authority.client("C=GB,O=Red Hat,CN=kept"), "", "hostname").exit()).isZero();
    revoke();
    assertThat(virsh(client, "", "hostname").exit()).isZero();
  }

  @Test
  void aNameThatIsNotOnTheListIsRefused() {
    refused(TlsRefusal.NOT_LISTED, authority.client("C=GB,O=Blue Hat,CN=anna"));
    refused(TlsRefusal.NOT_LISTED, authority.client("O=jvirtd,CN=abc"));
  }

  @Test
  void newFilesAreUsedWhenTheyAreToldOrSeenAndBadOnesAreNot() throws Exception {
    // Last, in effect: what is changed here is as good for the other tests as what was there.
    var client = authority.client("C=GB,O=Red Hat,CN=anna");
    long before = counters().reloads();
    authority.server("jvirtd 2").write(folder, "server");
    await().atMost(PATIENCE).until(() -> counters().reloads() > before);
    assertThat(virsh(client, "", "list", "--name").out()).contains("test");
    long failed = counters().reloadsFailed();
    Files.writeString(folder.resolve("servercert.pem"), "nonsense");
    assertThatThrownBy(() -> daemon.daemon().reloadTls())
        .isInstanceOf(GeneralSecurityException.class);
    assertThat(counters().reloadsFailed()).isGreaterThan(failed);
    assertThat(virsh(client, "", "list", "--name").out()).contains("test");
    authority.server("jvirtd 3").write(folder, "server");
    assertThat(daemon.daemon().reloadTls()).isTrue();
    assertThat(virsh(client, "", "list", "--name").out()).contains("test");
  }

  @Test
  void aDaemonWhoseKeyIsOnACurveServesToo() throws Exception {
    authority.serverWithCurve("jvirtd").write(folder, "server");
    assertThat(daemon.daemon().reloadTls()).isTrue();
    var client = authority.client("C=GB,O=Red Hat,CN=anna");
    assertThat(virsh(client, "", "list", "--name").out()).contains("test");
  }

  @Test
  void libvirtPrintsANameAsWeDo() {
    var client = authority.client("C=GB,O= a=b; \"x\" \\ ,OU=#1+1 <3,CN=Grüße");
    Path file = client.write(folder.resolve("named"), "client").resolve("clientcert.pem");
    var printed = Command.run(PATIENCE, List.of("virt-pki-query-dn", file.toString()));
    assertThat(DistinguishedName.of(client.certificate().getSubjectX500Principal()))
        .isEqualTo(printed.out().strip());
  }

  private void refused(TlsRefusal reason, TestAuthority.Issued client) {
    long before = counters().refused(reason);
    // Else virsh looks at its own certificate first, and does not even try.
    assertRefused(virsh(client, "&no_sanity=1", "list"));
    await().atMost(PATIENCE).until(() -> counters().refused(reason) == before + 1);
  }

  private static void assertRefused(Command.Outcome outcome) {
    assertThat(outcome.exit()).isEqualTo(1);
    // What it says of the real libvirtd, too.
    assertThat(outcome.err()).contains("Unable to read TLS confirmation: Input/output error");
  }
}
