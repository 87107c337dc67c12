package org.jvirtd.xdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class DerivedCodecsTest {

  record Numbers(int i, long l, boolean b, double d) {}

  record Texts(
      String plain,
      @XdrLimit(3) String limited,
      @Nullable String absent,
      @Nullable String present,
      @XdrFixed(3) String chars,
      @XdrChars @XdrLimit(4) String counted) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Arrays(
      @XdrLimit(2) List<String> texts,
      @XdrLimit(2) int[] ints,
      @XdrLimit(2) long[] longs,
      @XdrFixed(2) byte[] fixed,
      @XdrLimit(2) byte[] opaque) {}

  record Nested(Numbers inner, @Nullable Numbers maybe, UUID uuid) {}

  sealed interface Shape {
    @XdrCase(1)
    record Circle(int radius) implements Shape {}

    @XdrCase(5)
    record Named(String name) implements Shape {}
  }

  record WithShape(Shape shape) {}

  record NoLimit(List<String> texts) {}

  record Odd(Object anything) {}

  record Picky(int positive) {
    Picky {
      if (positive < 1) {
        throw new IllegalArgumentException("must be positive");
      }
    }
  }

  private static <T> byte[] encode(Class<T> type, T value) {
    XdrWriter out = new XdrWriter(4096);
    XdrCodecs.of(type).encode(out, value);
    return out.toByteArray();
  }

  private static <T> T decode(Class<T> type, String hex) {
    return XdrCodecs.of(type).decode(new XdrReader(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void aRecordIsItsComponentsInOrder() {
    Numbers value = new Numbers(1, 2, true, 1.0);
    assertThat(hex(encode(Numbers.class, value)))
        .isEqualTo("00000001" + "0000000000000002" + "00000001" + "3ff0000000000000");
    assertThat(decode(Numbers.class, hex(encode(Numbers.class, value)))).isEqualTo(value);
  }

  @Test
  void optionalTextsCarryAFlagAndCharsTakeAWordEach() {
    Texts value = new Texts("ab", "abc", null, "x", "ab", "ab");
    assertThat(hex(encode(Texts.class, value)))
        .isEqualTo(
            "0000000261620000"
                + "0000000361626300"
                + "00000000"
                + "00000001"
                + "0000000178000000"
                + "000000610000006200000000"
                + "00000003"
                + "000000610000006200000000");
    assertThat(decode(Texts.class, hex(encode(Texts.class, value)))).isEqualTo(value);
  }

  @Test
  void arraysCarryACountUnlessTheyAreFixed() {
    Arrays value =
        new Arrays(
            List.of("a"), new int[] {1, 2}, new long[] {3}, new byte[] {1, 2}, new byte[] {9});
    String bytes = hex(encode(Arrays.class, value));
    assertThat(bytes)
        .isEqualTo(
            "00000001"
                + "0000000161000000"
                + "00000002"
                + "00000001"
                + "00000002"
                + "00000001"
                + "0000000000000003"
                + "01020000"
                + "00000001"
                + "09000000");
    assertThat(decode(Arrays.class, bytes)).usingRecursiveComparison().isEqualTo(value);
  }

  @Test
  void anArrayOverItsLimitIsRefusedInBothDirections() {
    Arrays value = new Arrays(List.of(), new int[3], new long[0], new byte[2], new byte[0]);
    assertThatThrownBy(() -> encode(Arrays.class, value)).isInstanceOf(XdrException.class);
    assertThatThrownBy(() -> decode(Arrays.class, "00000003" + "00".repeat(64)))
        .isInstanceOf(XdrException.class)
        .hasMessage("count 3 is over the limit of 2");
  }

  @Test
  void structuresNestAndMayBeAbsent() {
    UUID uuid = UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f");
    Nested value = new Nested(new Numbers(1, 2, false, 0), null, uuid);
    String bytes = hex(encode(Nested.class, value));
    assertThat(bytes).endsWith("00000000" + "6695eb01f6a4830479aa97f2502e193f");
    assertThat(decode(Nested.class, bytes)).isEqualTo(value);
  }

  @Test
  void aUnionIsItsDiscriminantAndThatArm() {
    WithShape circle = new WithShape(new Shape.Circle(3));
    WithShape named = new WithShape(new Shape.Named("n"));
    assertThat(hex(encode(WithShape.class, circle))).isEqualTo("0000000100000003");
    assertThat(decode(WithShape.class, "00000005 00000001 6e000000")).isEqualTo(named);
    assertThatThrownBy(() -> decode(WithShape.class, "00000002 00000003"))
        .isInstanceOf(XdrException.class);
  }

  @Test
  void someComponentsCanBeWrittenAlone() {
    XdrWriter out = new XdrWriter(100);
    XdrCodecs.encoderOf(Numbers.class, c -> !c.getName().equals("l"))
        .encode(out, new Numbers(1, 2, true, 1.0));
    assertThat(hex(out.toByteArray())).isEqualTo("00000001" + "00000001" + "3ff0000000000000");
  }

  @Test
  void whatARecordRefusesIsRefusedAsBadBytes() {
    assertThatThrownBy(() -> decode(Picky.class, "00000000"))
        .isInstanceOf(XdrException.class)
        .hasMessage("must be positive");
  }

  @Test
  void typesWithoutAFormOnTheWireAreRefusedAtOnce() {
    assertThatThrownBy(() -> XdrCodecs.of(NoLimit.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@XdrLimit");
    assertThatThrownBy(() -> XdrCodecs.of(Odd.class)).isInstanceOf(IllegalArgumentException.class);
  }
}
