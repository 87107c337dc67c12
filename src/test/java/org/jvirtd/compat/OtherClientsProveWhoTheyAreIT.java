package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.rpc.sasl.UserFile;
import org.jvirtd.rpc.tls.TestAuthority;

/** Python's binding logs in, and OpenSSL's TLS is understood as well as GnuTLS's. */
@NeedsPeer({Peer.PYTHON_LIBVIRT, Peer.SASL_SCRAM})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClientsProveWhoTheyAreIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String OPEN_AUTH =
      """
      import libvirt, sys
      uri, user, password = sys.argv[1:]
      libvirt.registerErrorHandler(lambda ignored, error: None, None)
      asked = []
      def answer(credentials, ignored):
          for credential in credentials:
              asked.append(credential[0])
              name = credential[0] == libvirt.VIR_CRED_AUTHNAME
              credential[4] = user if name else password
          return 0
      kinds = [libvirt.VIR_CRED_AUTHNAME, libvirt.VIR_CRED_PASSPHRASE]
      try:
          c = libvirt.openAuth(uri, [kinds, answer, None], 0)
          print(sorted(asked) == sorted(kinds), c.listAllDomains()[0].name())
      except libvirt.libvirtError as e:
          print(e.get_error_code(), e.get_error_domain(), e)
      """;

  /** Reads the byte that lets in, asks for the kinds of authentication, and says what it saw. */
  private static final String OPENSSL =
      """
      import socket, ssl, struct, sys
      port, pki, version = int(sys.argv[1]), sys.argv[2], sys.argv[3]
      context = ssl.create_default_context(cafile=pki + '/cacert.pem')
      context.load_cert_chain(pki + '/clientcert.pem', pki + '/clientkey.pem')
      context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
      session = None
      for attempt in range(2):
          plain = socket.create_connection(('127.0.0.1', port))
          s = context.wrap_socket(plain, server_hostname='localhost', session=session)
          letIn = s.recv(1)
          s.sendall(struct.pack('>7I', 28, 0x20008086, 1, 66, 0, 7, 0))
          reply = b''
          while len(reply) < 36:
              reply += s.recv(100)
          print(s.version(), letIn, struct.unpack('>9I', reply)[5:])
          session = s.session
          s.close()
      """;

  private Path folder;
  private Path pki;
  private Jvirtd daemon;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    var authority = new TestAuthority("jvirtd tests");
    authority.server("jvirtd").write(folder, "server");
    pki = authority.client("CN=anna").write(folder.resolve("pki"), "client");
    new UserFile(folder.resolve("users")).put("anna", "geheim".toCharArray());
    daemon =
        Jvirtd.start(
            "jvirtd.listen.tls.enabled=true",
            "jvirtd.listen.tls.port=0",
            "jvirtd.listen.tls.auth=sasl",
            "jvirtd.sasl.users=" + folder.resolve("users"),
            "jvirtd.sasl.failure-delay=50ms",
            "spring.ssl.bundle.pem.rpc.keystore.certificate=" + folder.resolve("servercert.pem"),
            "spring.ssl.bundle.pem.rpc.keystore.private-key=" + folder.resolve("serverkey.pem"),
            "spring.ssl.bundle.pem.rpc.truststore.certificate=" + folder.resolve("cacert.pem"));
  }

  @AfterAll
  void stop() {
    daemon.close();
  }

  private int port() {
    return daemon.daemon().tlsAddress().orElseThrow().getPort();
  }

  private String python(String script, String... arguments) {
    var argv = new java.util.ArrayList<>(List.of(Peer.PYTHON_LIBVIRT.path(), "-c", script));
    argv.addAll(List.of(arguments));
    Command.Outcome outcome = Command.run(PATIENCE, argv);
    assertThat(outcome.err()).isEmpty();
    return outcome.out().strip();
  }

  private String openAuth(String user, String password) {
    return python(
        OPEN_AUTH,
        "test+tls://127.0.0.1:%d/default?pkipath=%s".formatted(port(), pki),
        user,
        password);
  }

  @Test
  void pythonsOpenAuthLogsInOverTls() {
    assertThat(openAuth("anna", "geheim")).isEqualTo("True test");
    await().atMost(PATIENCE).until(() -> daemon.daemon().server().connectionCount() == 0);
  }

  @Test
  void pythonsOpenAuthLearnsThatItHasFailedAndNoMore() {
    assertThat(openAuth("anna", "falsch"))
        .isEqualTo(openAuth("nobody", "geheim"))
        .startsWith("45 ")
        .contains("authentication failed");
  }

  /** With tickets to resume with, which libvirt's own client cannot take over TLS 1.3. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void openSslIsLetInAndAskedToLogIn(String version) {
    String line = version.replace('_', '.') + " b'\\x01' (7, 0, 1, 1)";
    assertThat(python(OPENSSL, String.valueOf(port()), pki.toString(), version))
        .isEqualTo(line + "\n" + line);
  }
}
