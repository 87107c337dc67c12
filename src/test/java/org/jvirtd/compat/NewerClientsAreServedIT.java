package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Calls that libvirt 9.0.0 does not know: each is sent with the bytes that virsh 12.8.0 sends, and
 * answered as libvirtd 12.8.0 answers it.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class NewerClientsAreServedIT {
  private static final int NETWORK_EVENT_REGISTER = 313;
  private static final int DOMAIN_EVENT_REGISTER = 316;
  private static final int SET_METADATA = 444;
  private static final int GET_METADATA = 445;
  private static final int METADATA_CHANGE = 446;
  private static final int READ_ONLY = 1;
  private static final String UNSUPPORTED =
      "3 this function is not supported by the connection driver: ";

  private static final String TEST = "00000004746573746695eb01f6a4830479aa97f2502e193f00000001";
  private static final String DEFAULT = "0000000764656661756c7400dd8fe8846c02601e7551cca97df1c5df";
  private static final String SET_DESCRIPTION =
      DEFAULT + "00000000000000010000000548656c6c6f000000000000000000000000000000";
  private static final String GET_DESCRIPTION = DEFAULT + "000000000000000000000000";

  /** A call that the test driver has not. */
  private record Unserved(int procedure, String api, boolean changes, String arguments) {}

  private static final List<Unserved> NOT_SUPPORTED =
      List.of(
          new Unserved(
              447, "virNodeDeviceUpdate", true, "00000008636f6d7075746572000000043c612f3e00000002"),
          new Unserved(448, "virDomainGraphicsReload", true, TEST + "0000000100000000"),
          new Unserved(449, "virDomainGetAutostartOnce", false, TEST),
          new Unserved(450, "virDomainSetAutostartOnce", true, TEST + "00000001"),
          new Unserved(
              451,
              "virDomainSetThrottleGroup",
              true,
              TEST
                  + "0000000167000000000000010000000f746f74616c5f62797465735f73656300"
                  + "00000004000000000000000500000000"),
          new Unserved(
              452, "virDomainDelThrottleGroup", true, TEST + "00000001000000016700000000000000"),
          new Unserved(456, "virDomainAnnounceInterface", true, TEST + "000000000000000000000000"));

  private static RawFrame call(RawClient client, int procedure, String arguments) {
    return RawFrame.call(procedure, client.nextSerial()).raw(HexFormat.of().parseHex(arguments));
  }

  private static String error(RawClient client, int procedure, String arguments) {
    RawClient.Heard heard = client.converse(call(client, procedure, arguments));
    return heard instanceof RawClient.Frame frame && !frame.ok()
        ? frame.errorCode() + " " + frame.errorMessage()
        : heard.toString();
  }

  @Test
  void libvirtd900KnowsNoneOfThem(Rig rig) {
    try (RawClient client = RawClient.opened(rig.real().tcpPort())) {
      assertThat(error(client, SET_METADATA, SET_DESCRIPTION))
          .isEqualTo("39 unknown procedure: 444");
      NOT_SUPPORTED.forEach(call ->
          assertThat(error(client, call.procedure, call.arguments))
              .isEqualTo("39 unknown procedure: " + call.procedure));
    }
  }

  @Test
  void whatAnotherClientNotesDownInANetworkIsToldAndKept(Rig rig) {
    assumeThat(rig.subjectIsOurs()).isTrue();
    try (var _ = World.fresh(rig.subject());
        RawClient listener = RawClient.opened(rig.subject().tcpPort());
        RawClient client = RawClient.opened(rig.subject().tcpPort())) {
      listener.expectOk(RawFrame.call(NETWORK_EVENT_REGISTER, listener.nextSerial()).u32(1).u32(0));
      assertThat(error(client, GET_METADATA, GET_DESCRIPTION))
          .isEqualTo("111 metadata not found: Requested metadata element is not present");

      client.expectOk(call(client, SET_METADATA, SET_DESCRIPTION));

      ByteBuffer description = client.expectOk(call(client, GET_METADATA, GET_DESCRIPTION));
      assertThat(hex(description)).isEqualTo("0000000548656c6c6f000000");
      assertThat(listener.hear(RawClient.PATIENCE))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              message -> {
                assertThat(message.procedure()).isEqualTo(METADATA_CHANGE);
                assertThat(message.type()).isEqualTo(RawFrame.MESSAGE);
                assertThat(hex(message.payload()))
                    .isEqualTo("00000000" + DEFAULT + "0000000000000000");
              });
    }
  }

  @Test
  void anElementIsFoundByItsNamespace(Rig rig) {
    assumeThat(rig.subjectIsOurs()).isTrue();
    try (var _ = World.fresh(rig.subject());
        RawClient client = RawClient.opened(rig.subject().tcpPort())) {
      client.expectOk(
          call(
              client,
              SET_METADATA,
              DEFAULT
                  + "0000000200000001000000043c612f3e00000001000000016b000000"
                  + "0000000100000003753a620000000000"));

      ByteBuffer element =
          client.expectOk(
              call(client, GET_METADATA, DEFAULT + "000000020000000100000003753a620000000000"));
      assertThat(hex(element)).isEqualTo("000000043c612f3e");
    }
  }

  private static String hex(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void whatTheTestDriverHasNotIsNotSupported(Rig rig) {
    assumeThat(rig.subjectIsOurs()).isTrue();
    try (RawClient client = RawClient.opened(rig.subject().tcpPort())) {
      NOT_SUPPORTED.forEach(call ->
          assertThat(error(client, call.procedure, call.arguments))
              .isEqualTo(UNSUPPORTED + call.api));
    }
  }

  @Test
  void whoMayOnlyReadChangesNothing(Rig rig) {
    assumeThat(rig.subjectIsOurs()).isTrue();
    try (var _ = World.fresh(rig.subject());
        RawClient client = RawClient.connect(rig.subject().tcpPort()).authenticate()) {
      client.expectOk(
          RawFrame.call(RawFrame.CONNECT_OPEN, client.nextSerial())
              .u32(1)
              .string("test:///default")
              .u32(READ_ONLY));
      String prevents = "29 operation forbidden: read only access prevents ";

      assertThat(error(client, SET_METADATA, SET_DESCRIPTION))
          .isEqualTo(prevents + "virNetworkSetMetadata");
      NOT_SUPPORTED.forEach(call ->
          assertThat(error(client, call.procedure, call.arguments))
              .isEqualTo((call.changes ? prevents : UNSUPPORTED) + call.api));
      assertThat(error(client, GET_METADATA, GET_DESCRIPTION)).startsWith("111 ");
    }
  }

  @Test
  void theNewEventsMayBeAskedFor(Rig rig) {
    assumeThat(rig.subjectIsOurs()).isTrue();
    try (RawClient client = RawClient.opened(rig.subject().tcpPort())) {
      for (int event : new int[] {27, 28, 29}) {
        client.expectOk(
            RawFrame.call(DOMAIN_EVENT_REGISTER, client.nextSerial()).u32(event).u32(0));
      }
      RawFrame unknown = RawFrame.call(DOMAIN_EVENT_REGISTER, client.nextSerial()).u32(30).u32(0);
      assertThat(client.converse(unknown).toString())
          .contains("internal error: unsupported event ID 30");
    }
  }
}
