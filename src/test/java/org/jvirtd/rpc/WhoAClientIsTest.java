package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.worker.WorkerLimits;

/** Identities, and what a client may that has not logged in (semantics 5, 7 and 17). */
class WhoAClientIsTest {
  private static final int URGENT = 2;
  private static final int LOGIN = 9;

  private static RpcFixture fixture(ClientLimits limits) {
    return new RpcFixture(
        limits,
        WorkerLimits.DEFAULT,
        KeepaliveSettings.DEFAULTS,
        RpcObserver.NONE,
        new ListenerSettings(Peer.Transport.TCP, false, Authentication.SASL));
  }

  @Test
  void beforeItsLoginAClientMayCallOnlyWhatIsAllowedThen() {
    try (RpcFixture fixture = fixture(ClientLimits.DEFAULTS);
        WireClient client = fixture.connect()) {
      RpcError refusal = client.call(URGENT, new byte[0]).error();
      assertThat(refusal)
          .isEqualTo(
              new RpcError(
                  39,
                  7,
                  "authentication required",
                  2,
                  null,
                  "%s",
                  "authentication required",
                  null,
                  -1,
                  -1,
                  null));
      assertThat(client.call(99, new byte[0]).error().message()).isEqualTo("unknown procedure: 99");
      assertThat(client.call(LOGIN, WireClient.text("anna")).header().status())
          .isEqualTo(Status.OK);
      assertThat(client.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
      Connection connection = fixture.server.connections().iterator().next();
      assertThat(connection.identity().kind()).isEqualTo(ClientIdentity.Kind.SASL);
      assertThat(connection.info().identity()).hasToString("sasl:anna");
      // What logs call it tells an operator whom to ask, and whose host it is.
      assertThat(connection.toString())
          .matches("test client 1 \\(sasl:anna at 127\\.0\\.0\\.1:\\d+\\)");
    }
  }

  @SuppressWarnings("try") // one client goes before the others
  @Test
  void atTheLimitOfTheAnonymousNewcomersWaitUntilOneLogsInOrGoes() {
    try (RpcFixture fixture = fixture(new ClientLimits(10, 2, 10, 5, 1, 2, 1 << 20, 1 << 20));
        WireClient first = fixture.connect();
        WireClient second = fixture.connect();
        WireClient third = fixture.connect();
        WireClient fourth = fixture.connect()) {
      await().until(() -> fixture.server.acceptState() == AcceptState.AT_ANONYMOUS_LIMIT);
      assertThat(fixture.server.connectionCount()).isEqualTo(2);
      assertThat(fixture.server.anonymousCount()).isEqualTo(2);
      first.call(LOGIN, WireClient.text("anna"));
      assertThat(third.call(LOGIN, WireClient.text("otto")).header().status()).isEqualTo(Status.OK);
      await().until(() -> fixture.server.connectionCount() == 4);
      second.close();
      fourth.call(LOGIN, WireClient.text("ida"));
      await().until(() -> fixture.server.acceptState() == AcceptState.ACCEPTING);
      assertThat(fixture.server.anonymousCount()).isZero();
    }
  }

  @Test
  void aLogTellsOneClientFromAnotherBeforeItIsKnown() {
    try (RpcFixture fixture = fixture(ClientLimits.DEFAULTS);
        WireClient client = fixture.connect()) {
      client.call(URGENT, new byte[0]);
      assertThat(fixture.server.connections().iterator().next().toString())
          .matches("test client 1 \\(127\\.0\\.0\\.1:\\d+\\)");
    }
    assertThat(new Peer(Peer.Transport.TCP, "2001:db8::7;4711", null).hostAndPort())
        .isEqualTo("[2001:db8::7]:4711");
  }

  @Test
  void aClientThatHasAskedToOnlyReadStaysSo() {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      client.call(URGENT, new byte[0]);
      Connection connection = fixture.server.connections().iterator().next();
      assertThat(connection.isReadOnly()).isFalse();
      assertThat(connection.info().readOnly()).isFalse();
      connection.restrictToReading();
      assertThat(connection.isReadOnly()).isTrue();
      assertThat(connection.info().readOnly()).isTrue();
    }
  }

  @Test
  void theStrongestProofNamesAnIdentity() {
    ClientIdentity unix = ClientIdentity.of(new UnixAccount("anna", "users"));
    assertThat(ClientIdentity.ANONYMOUS).hasToString("anonymous");
    assertThat(unix).hasToString("unix:anna");
    ClientIdentity tls = ClientIdentity.ANONYMOUS.withDistinguishedName("CN=anna");
    assertThat(tls).hasToString("tls:CN=anna");
    assertThat(tls.withSaslUser("anna").kind()).isEqualTo(ClientIdentity.Kind.SASL);
    assertThat(unix.withSaslUser("otto").unix()).isEqualTo(unix.unix());
  }

  @Test
  void theNumbersOfAccountsAreThoseOfTheMachinesList(@TempDir Path folder) throws IOException {
    Path list = folder.resolve("passwd");
    Files.writeString(list, "root:x:0:0::/:/bin/sh\nanna:x:1000:100::/:/bin/sh\nbroken\n+::::\n");
    AccountNumbers numbers = new AccountNumbers(list);
    assertThat(numbers.of("anna")).hasValue(1000);
    assertThat(numbers.of("root")).hasValue(0);
    assertThat(numbers.of("otto")).isEmpty();
    assertThat(numbers.of("4294967294")).hasValue(4294967294L);
    Files.delete(list);
    assertThat(numbers.of("anna")).as("a list that cannot be read").hasValue(1000);
  }
}
