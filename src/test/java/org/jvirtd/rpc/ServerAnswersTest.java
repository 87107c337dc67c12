package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a server answers to which call (semantics sections 4 and 5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerAnswersTest {
  private RpcFixture fixture;

  @BeforeAll
  void start() {
    fixture = new RpcFixture();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  private static void assertRpcError(WireClient.Message reply, String text) {
    assertThat(reply.error())
        .isEqualTo(new RpcError(39, 7, text, 2, null, "%s", text, null, -1, -1, null));
  }

  @Test
  void aCallIsAnsweredWithItsOwnHeaderAndResult() {
    try (WireClient client = fixture.connect()) {
      client.send(1, 0xfffffffe, WireClient.text("hello"));
      WireClient.Message reply = client.receive();
      assertThat(reply.header())
          .isEqualTo(
              new Header(WireClient.PROGRAM, 1, 1, MessageType.REPLY, 0xfffffffe, Status.OK));
      assertThat(reply.reader().readString(100)).isEqualTo("hello");
    }
  }

  @Test
  void unknownProgramsVersionsAndProceduresAreErrorsAndTheConnectionLives() {
    try (WireClient client = fixture.connect()) {
      client.send(
          WireClient.frame(
              new Header(0x12345678, 1, 1, MessageType.CALL, 9, Status.OK), new byte[0]));
      WireClient.Message unknown = client.receive();
      assertThat(unknown.header().program()).isEqualTo(0x12345678);
      assertRpcError(unknown, "Cannot find program 305419896 version 1");
      client.send(
          WireClient.frame(
              new Header(WireClient.PROGRAM, -1, 1, MessageType.CALL, 9, Status.OK), new byte[0]));
      assertRpcError(client.receive(), "Cannot find program 536910233 version -1");
      assertRpcError(client.call(99, new byte[0]), "unknown procedure: 99");
      assertRpcError(client.call(-1, new byte[0]), "unknown procedure: -1");
      assertThat(client.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  @Test
  void aCallWithAnotherStatusIsAnErrorBeforeItsProcedureIsLookedUp() {
    try (WireClient client = fixture.connect()) {
      client.send(
          WireClient.frame(
              new Header(WireClient.PROGRAM, 1, 99, MessageType.CALL, 1, 7), new byte[0]));
      assertRpcError(client.receive(), "Unexpected message status 7");
    }
  }

  @Test
  void argumentsThatEndEarlyAreAnErrorAndTrailingBytesAreNot() {
    try (WireClient client = fixture.connect()) {
      assertRpcError(client.call(1, new byte[0]), "Unable to decode message payload");
      assertRpcError(client.call(1, WireClient.ints(-1)), "Unable to decode message payload");
      assertThat(client.call(2, new byte[40]).header().status()).isEqualTo(Status.OK);
    }
  }

  @Test
  void aHandlersErrorReachesTheClientAsItIs() {
    try (WireClient client = fixture.connect()) {
      assertThat(client.call(5, WireClient.ints(0)).error())
          .isEqualTo(RpcError.of(42, 20, "no such thing", "%s", "no such thing"));
    }
  }

  @Test
  void aHandlersFaultIsAnInternalErrorThatTellsNothingOfTheInside() {
    try (WireClient client = fixture.connect()) {
      for (int kind : new int[] {1, 2}) {
        RpcError error = client.call(5, WireClient.ints(kind)).error();
        assertThat(error.code()).isEqualTo(RpcError.CODE_INTERNAL);
        assertThat(error.message())
            .startsWith("internal error: fail failed")
            .doesNotContain("fault");
      }
    }
  }

  @Test
  void aResultThatDoesNotFitIsAnError() {
    try (WireClient client = fixture.connect()) {
      assertRpcError(client.call(6, new byte[0]), "Unable to encode message payload");
      assertThat(client.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  @Test
  void messagesThatAreNoCallsAreDroppedSilently() {
    try (WireClient client = fixture.connect()) {
      for (int type : new int[] {1, 2, 3, 6, 77}) {
        client.send(
            WireClient.frame(
                new Header(WireClient.PROGRAM, 1, 2, type, 5, Status.OK), new byte[0]));
      }
      client.send(2, 6, new byte[0]);
      assertThat(client.receive().header().serial()).isEqualTo(6);
    }
  }

  @Test
  void aPingIsAnsweredWithAPong() {
    try (WireClient client = fixture.connect()) {
      client.ping();
      assertThat(client.receive().header())
          .isEqualTo(
              new Header(Keepalive.PROGRAM, 1, Keepalive.PONG, MessageType.MESSAGE, 0, Status.OK));
    }
  }

  @Test
  void aBadLengthWordOrPassedDescriptorsEndTheConnection() {
    try (WireClient client = fixture.connect()) {
      client.send(WireClient.ints(27));
      assertThat(client.isClosedByServer()).isTrue();
    }
    try (WireClient client = fixture.connect()) {
      client.send(
          WireClient.frame(
              new Header(WireClient.PROGRAM, 1, 2, MessageType.CALL_WITH_FDS, 5, Status.OK),
              WireClient.ints(1)));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void theReplyToAClosingCallIsTheLastThingThatComes() {
    try (WireClient client = fixture.connect()) {
      assertThat(client.call(4, new byte[0]).header().status()).isEqualTo(Status.OK);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aReplyOfMegabytesComesWhole() {
    try (WireClient client = fixture.connect()) {
      assertThat(client.call(7, WireClient.ints(3_999_999)).body()).hasSize(4 + 4_000_000);
    }
  }
}
