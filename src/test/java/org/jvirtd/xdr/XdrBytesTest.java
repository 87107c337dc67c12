package org.jvirtd.xdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of RFC 4506, written out. */
class XdrBytesTest {

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }

  private static XdrWriter writer() {
    return new XdrWriter(1024);
  }

  @Test
  void numbersAreBigEndian() {
    XdrWriter out = writer();
    out.writeInt(0x01020304);
    out.writeInt(-1);
    out.writeLong(0x0102030405060708L);
    out.writeBoolean(true);
    out.writeDouble(1.0);
    assertThat(out.toByteArray())
        .isEqualTo(hex("01020304 ffffffff 0102030405060708 00000001 3ff0000000000000"));
  }

  @Test
  void stringsArePaddedToFourBytesWithZeros() {
    XdrWriter out = writer();
    out.writeString("silly", 10);
    assertThat(out.toByteArray()).isEqualTo(hex("00000005 73696c6c 79000000"));
    assertThat(new XdrReader(out.toByteArray()).readString(10)).isEqualTo("silly");
  }

  @Test
  void aStringEndsAtItsFirstZeroByteAsInC() {
    assertThat(new XdrReader(hex("00000004 61006200")).readString(10)).isEqualTo("a");
  }

  @Test
  void bytesOfPaddingMayBeAnythingButMustBeThere() {
    assertThat(new XdrReader(hex("00000001 61ffffff")).readString(10)).isEqualTo("a");
    assertThatThrownBy(() -> new XdrReader(hex("00000001 61ffff")).readString(10))
        .isInstanceOf(XdrException.class);
  }

  @Test
  void anyWordButZeroIsTrue() {
    assertThat(new XdrReader(hex("00000002")).readBoolean()).isTrue();
    assertThat(new XdrReader(hex("00000000")).readBoolean()).isFalse();
  }

  @Test
  void aCountOverItsLimitIsRefusedBeforeAnythingIsAllocated() {
    assertThatThrownBy(() -> new XdrReader(hex("00000005 6162636465000000")).readString(4))
        .isInstanceOf(XdrException.class)
        .hasMessage("count 5 is over the limit of 4");
    assertThatThrownBy(() -> new XdrReader(hex("ffffffff")).readOpaque(Integer.MAX_VALUE))
        .isInstanceOf(XdrException.class)
        .hasMessageContaining("4294967295");
    assertThatThrownBy(() -> new XdrReader(hex("7fffffff")).readOpaque(Integer.MAX_VALUE))
        .isInstanceOf(XdrException.class)
        .hasMessageContaining("more than the bytes left");
  }

  @Test
  void bytesThatEndEarlyAreRefused() {
    assertThatThrownBy(() -> new XdrReader(hex("000000")).readInt())
        .isInstanceOf(XdrException.class);
    assertThatThrownBy(() -> new XdrReader(hex("00000000 000000")).readLong())
        .isInstanceOf(XdrException.class);
  }

  @Test
  void aWriterNeverGoesBeyondItsLimit() {
    XdrWriter out = new XdrWriter(8);
    out.writeLong(1);
    assertThatThrownBy(() -> out.writeInt(1)).isInstanceOf(XdrException.class);
    assertThatThrownBy(() -> new XdrWriter(1024).writeString("too long", 7))
        .isInstanceOf(XdrException.class);
  }

  @Test
  void aWriterThatHasGrownIsUsableAgain() {
    XdrWriter out = new XdrWriter(1 << 20);
    out.writeOpaque(new byte[500_000], 500_000);
    assertThat(out.size()).isEqualTo(500_004);
    out.reset();
    out.writeInt(7);
    assertThat(out.toByteArray()).isEqualTo(hex("00000007"));
    assertThat(out.array().length).isLessThan(100_000);
  }
}
