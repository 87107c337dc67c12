package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.protocol.qemu.DomainMonitorEvent;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.xdr.XdrArguments;
import org.jvirtd.xdr.XdrCodec;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/**
 * Our Java types stand on the wire as libvirt's structures do: each body below is read whole, and
 * written again as the same bytes. Some bodies were captured from a real libvirtd; for every
 * structure there is one that was composed, with all optional data present and two elements in each
 * list.
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are only read
class WireLayoutTest {

  record Body(String program, String what, int number, byte[] bytes) {
    @Override
    public String toString() {
      return program + " " + what + " " + number;
    }
  }

  record CapturedCall(int number, byte[] arguments, byte[] result) {
    @Override
    public String toString() {
      return "call " + number;
    }
  }

  static Stream<Body> composed() {
    return lines("layouts.txt")
        .map(words -> new Body(words[0], words[1], Integer.parseInt(words[2]), bytes(words[3])));
  }

  static Stream<CapturedCall> capturedCalls() {
    return lines("captured.txt")
        .filter(words -> words[0].equals("call"))
        .map(words ->
            new CapturedCall(Integer.parseInt(words[1]), bytes(words[2]), bytes(words[3])));
  }

  static Stream<Body> capturedMessages() {
    return lines("captured.txt")
        .filter(words -> words[0].equals("message"))
        .map(words -> new Body("remote", "message", Integer.parseInt(words[1]), bytes(words[2])));
  }

  @ParameterizedTest
  @MethodSource("composed")
  void everyStructureIsReadWholeAndWrittenBack(Body body) {
    switch (body.what) {
      case "arguments" -> assertArguments(procedure(body), body.bytes);
      case "result" -> assertResult(procedure(body), body.bytes);
      default -> assertMessage(body);
    }
  }

  @ParameterizedTest
  @MethodSource("capturedCalls")
  void capturedCallsAreReadWholeAndWrittenBack(CapturedCall call) {
    Method procedure = Programs.procedure(RemoteProgram.class, call.number);
    assertArguments(procedure, call.arguments);
    assertResult(procedure, call.result);
  }

  @ParameterizedTest
  @MethodSource("capturedMessages")
  void capturedMessagesAreReadWholeAndWrittenBack(Body message) {
    assertMessage(message);
  }

  @Test
  void thereIsABodyForEveryNumberOfRemote() {
    Set<Integer> numbers =
        composed()
            .filter(body -> body.program.equals("remote"))
            .map(Body::number)
            .collect(Collectors.toSet());
    assertThat(numbers).hasSize(456);
  }

  @Test
  void aCapturedLifecycleEventMeansWhatHappened() {
    Body message = capturedMessages().filter(body -> body.number == 318).findFirst().orElseThrow();
    XdrReader in = new XdrReader(message.bytes);
    in.readInt();

    DomainLifecycleEvent event = XdrCodecs.of(DomainLifecycleEvent.class).decode(in);

    assertThat(event.domain().name()).isEqualTo("d2");
    assertThat(event.domain().id()).isEqualTo(-1);
    assertThat(event.event()).isZero();
    assertThat(event.detail()).isZero();
  }

  @Test
  void aCapturedDomainMeansTheTestDriversDomain() {
    CapturedCall lookup =
        capturedCalls().filter(call -> call.number == 23).findFirst().orElseThrow();

    Domain domain = XdrCodecs.of(Domain.class).decode(new XdrReader(lookup.result));

    assertThat(domain.name()).isEqualTo("test");
    assertThat(domain.uuid()).hasToString("6695eb01-f6a4-8304-79aa-97f2502e193f");
    assertThat(domain.id()).isEqualTo(1);
  }

  private static void assertArguments(Method procedure, byte[] bytes) {
    XdrArguments codec = new XdrArguments(procedure);
    XdrReader in = new XdrReader(bytes);
    @Nullable Object[] arguments = codec.decode(in);
    assertThat(in.remaining()).as("bytes left over").isZero();
    XdrWriter out = new XdrWriter(1 << 20);
    codec.encode(out, arguments);
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  private static void assertResult(Method procedure, byte[] bytes) {
    if (procedure.getReturnType() == void.class) {
      assertThat(bytes).isEmpty();
      return;
    }
    assertRoundTrip(XdrCodecs.ofResult(procedure), bytes, 0);
  }

  /** A modern message has the callback id first; a legacy one lacks what is not in legacy. */
  private static void assertMessage(Body body) {
    Class<?> event =
        body.program.equals("qemu")
            ? DomainMonitorEvent.class
            : Objects.requireNonNull(Programs.messages().get(body.number));
    ObjectEvent names = event.getAnnotation(ObjectEvent.class);
    byte[] bytes = body.bytes;
    int from = 0;
    if (names != null && names.procedure() == body.number) {
      from = 4;
    } else if (event.getRecordComponents()[0].isAnnotationPresent(NotInLegacy.class)) {
      bytes = new byte[4 + body.bytes.length];
      System.arraycopy(body.bytes, 0, bytes, 4, body.bytes.length);
    }
    assertRoundTrip(XdrCodecs.of(event), bytes, from);
  }

  @SuppressWarnings("unchecked") // what a codec has read it can write
  private static void assertRoundTrip(XdrCodec<?> codec, byte[] bytes, int from) {
    XdrReader in = new XdrReader(bytes, from, bytes.length);
    Object value = codec.decode(in);
    assertThat(in.remaining()).as("bytes left over").isZero();
    XdrWriter out = new XdrWriter(1 << 20);
    ((XdrCodec<@Nullable Object>) codec).encode(out, value);
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static Method procedure(Body body) {
    return Programs.procedure(Programs.named(body.program), body.number);
  }

  private static byte[] bytes(String hex) {
    return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
  }

  private static Stream<String[]> lines(String resource) {
    try (var in = WireLayoutTest.class.getResourceAsStream(resource)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream().filter(line -> !line.startsWith("#")).map(line -> line.split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
