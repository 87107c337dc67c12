package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.event.DomainChannelLifecycleEvent;
import org.jvirtd.protocol.event.DomainEventTypes;
import org.jvirtd.protocol.event.DomainNicMacChangeEvent;
import org.jvirtd.protocol.event.DomainVcpuRemovedEvent;
import org.jvirtd.protocol.event.NetworkMetadataChangeEvent;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.xdr.XdrArguments;
import org.jvirtd.xdr.XdrCodec;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrException;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/**
 * What libvirt has added since 9.0.0 stands in the right places: the bytes are those that virsh
 * 12.8.0 and libvirtd 12.8.0 sent, but for the three events that its test driver never has.
 */
class NewerClientsMeanWhatTheySayTest {
  private static final Domain TEST =
      new Domain("test", UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"), 1);
  private static final Network NET =
      new Network("default", UUID.fromString("dd8fe884-6c02-601e-7551-cca97df1c5df"));

  private static final String TEST_BYTES =
      "00000004 74657374 6695eb01f6a4830479aa97f2502e193f 00000001";
  private static final String NET_BYTES =
      "00000007 64656661756c7400 dd8fe8846c02601e7551cca97df1c5df";

  record Call(int number, String bytes, List<@Nullable Object> meaning) {
    @Override
    public String toString() {
      return number + " " + meaning;
    }
  }

  private static Call call(int number, String bytes, @Nullable Object... meaning) {
    return new Call(number, bytes, Arrays.asList(meaning));
  }

  static Stream<Call> calls() {
    return Stream.of(
        call(
            444,
            NET_BYTES + "00000000 00000001 00000005 48656c6c6f000000 00000000 00000000 00000000",
            NET,
            0,
            "Hello",
            null,
            null,
            0),
        call(
            444,
            NET_BYTES
                + "00000002 00000001 00000004 3c612f3e 00000001 00000001 6b000000"
                + "00000001 00000003 753a6200 00000000",
            NET,
            2,
            "<a/>",
            "k",
            "u:b",
            0),
        call(445, NET_BYTES + "00000002 00000001 00000003 753a6200 00000000", NET, 2, "u:b", 0),
        call(
            447,
            "00000008 636f6d7075746572 00000027"
                + "3c6465766963653e3c6e616d653e636f6d70757465723c2f6e616d653e3c2f6465766963653e0a00"
                + "00000002",
            "computer",
            "<device><name>computer</name></device>\n",
            2),
        call(448, TEST_BYTES + "00000001 00000000", TEST, 1, 0),
        call(449, TEST_BYTES, TEST),
        call(450, TEST_BYTES + "00000001", TEST, 1),
        call(
            451,
            TEST_BYTES
                + "00000001 67000000 00000002"
                + "0000000f 746f74616c5f62797465735f73656300 00000004 0000000000000005"
                + "0000000a 67726f75705f6e616d650000 00000007 00000001 67000000"
                + "00000000",
            TEST,
            "g",
            List.of(
                TypedParameter.ofUnsigned("total_bytes_sec", 5L),
                TypedParameter.of("group_name", "g")),
            0),
        call(452, TEST_BYTES + "00000001 00000001 67000000 00000000", TEST, "g", 0),
        call(456, TEST_BYTES + "00000000 00000000 00000000", TEST, null, List.of(), 0),
        call(
            456,
            TEST_BYTES
                + "00000001 00000011 35323a35343a30303a30303a30303a3031000000 00000002"
                + "00000007 696e697469616c00 00000002 00000046"
                + "00000006 726f756e64730000 00000002 00000003"
                + "00000000",
            TEST,
            "52:54:00:00:00:01",
            List.of(
                TypedParameter.ofUnsigned("initial", 70), TypedParameter.ofUnsigned("rounds", 3)),
            0));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void argumentsAreWhatTheClientWasTold(Call call) {
    XdrReader in = new XdrReader(bytes(call.bytes));

    @Nullable Object[] arguments = new XdrArguments(procedure(call.number)).decode(in);

    assertThat(arguments).containsExactlyElementsOf(call.meaning);
    assertThat(in.remaining()).isZero();
  }

  static Stream<Call> messages() {
    String domain = "00000009" + TEST_BYTES;
    return Stream.of(
        call(
            446,
            "00000000" + NET_BYTES + "00000002 00000001 00000003 753a6200",
            new NetworkMetadataChangeEvent(NET, 2, "u:b")),
        call(
            446,
            "00000000" + NET_BYTES + "00000001 00000000",
            new NetworkMetadataChangeEvent(NET, 1, null)),
        call(
            453,
            domain + "00000001 61000000 00000002 62620000 00000003 63636300",
            new DomainNicMacChangeEvent(TEST, "a", "bb", "ccc")),
        call(454, domain + "00000007", new DomainVcpuRemovedEvent(TEST, 7)),
        call(
            455,
            domain + "00000001 61000000 00000002 00000001",
            new DomainChannelLifecycleEvent(TEST, "a", 2, 1)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eventsAreSentAsLibvirtdSendsThem(Call message) {
    Record event = (Record) Objects.requireNonNull(message.meaning.getFirst());
    XdrWriter out = new XdrWriter(256);

    encode(event, out);

    assertThat(event.getClass().getAnnotation(ObjectEvent.class).procedure())
        .isEqualTo(message.number);
    byte[] whole = bytes(message.bytes);
    // The callback's id stands before.
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(whole, 4, whole.length));
  }

  @Test
  void componentsOfEventsAreNamedForWhatTheyAre() {
    var card = new DomainNicMacChangeEvent(TEST, "a", "bb", "ccc");
    assertThat(List.of(card.alias(), card.oldMac(), card.newMac()))
        .containsExactly("a", "bb", "ccc");
    var channel = new DomainChannelLifecycleEvent(TEST, "a", 2, 1);
    assertThat(channel.state()).isEqualTo(DomainEventTypes.ChannelState.DISCONNECTED);
    assertThat(channel.reason()).isEqualTo(DomainEventTypes.ChannelReason.DOMAIN_STARTED);
  }

  @SuppressWarnings("unchecked") // the codec of a value's own class takes the value
  private static void encode(Record event, XdrWriter out) {
    XdrCodecs.of((Class<Record>) event.getClass()).encode(out, event);
  }

  @Test
  void resultsAreSentAsLibvirtdSendsThem() {
    assertThat(result(445, "Hello")).isEqualTo(bytes("00000005 48656c6c6f000000"));
    assertThat(result(449, 1)).isEqualTo(bytes("00000001"));
    assertThat(procedure(444).getReturnType()).isEqualTo(void.class);
  }

  @SuppressWarnings("unchecked") // the tests give values of the procedures' types
  private static byte[] result(int number, Object value) {
    XdrWriter out = new XdrWriter(64);
    ((XdrCodec<Object>) XdrCodecs.ofResult(procedure(number))).encode(out, value);
    return out.toByteArray();
  }

  @Test
  void limitsAreThoseOfTheDescription() {
    assertThat(RemoteLimits.DOMAIN_ANNOUNCE_INTERFACE_PARAMS_MAX).isEqualTo(16);
    assertThat(accepts(451, 32)).isTrue();
    assertThat(accepts(451, 33)).isFalse();
    assertThat(accepts(456, 16)).isTrue();
    assertThat(accepts(456, 17)).isFalse();
  }

  private static boolean accepts(int number, int parameters) {
    String group = number == 451 ? "00000001 67000000" : "00000000";
    String parameter = "00000001 61000000 00000001 00000005";
    String call =
        TEST_BYTES
            + group
            + HexFormat.of().toHexDigits(parameters)
            + parameter.repeat(parameters)
            + "00000000";
    try {
      new XdrArguments(procedure(number)).decode(new XdrReader(bytes(call)));
      return true;
    } catch (XdrException e) {
      return false;
    }
  }

  private static Method procedure(int number) {
    return Programs.procedure(RemoteProgram.class, number);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
