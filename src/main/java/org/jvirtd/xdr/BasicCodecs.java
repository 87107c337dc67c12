package org.jvirtd.xdr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The codecs of the types that are not made of others. */
final class BasicCodecs {
  static final XdrCodec<Integer> INT = new IntCodec();
  static final XdrCodec<Long> LONG = new LongCodec();
  static final XdrCodec<Boolean> BOOLEAN = new BooleanCodec();
  static final XdrCodec<Double> DOUBLE = new DoubleCodec();
  static final XdrCodec<UUID> UUID_BYTES = new UuidCodec();
  static final XdrCodec<@Nullable Object> NOTHING = new NothingCodec();

  private BasicCodecs() {}

  private record IntCodec() implements XdrCodec<Integer> {
    @Override
    public void encode(XdrWriter out, Integer value) {
      out.writeInt(value);
    }

    @Override
    public Integer decode(XdrReader in) {
      return in.readInt();
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  private record LongCodec() implements XdrCodec<Long> {
    @Override
    public void encode(XdrWriter out, Long value) {
      out.writeLong(value);
    }

    @Override
    public Long decode(XdrReader in) {
      return in.readLong();
    }

    @Override
    public int minimumSize() {
      return 8;
    }
  }

  private record BooleanCodec() implements XdrCodec<Boolean> {
    @Override
    public void encode(XdrWriter out, Boolean value) {
      out.writeBoolean(value);
    }

    @Override
    public Boolean decode(XdrReader in) {
      return in.readBoolean();
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  private record DoubleCodec() implements XdrCodec<Double> {
    @Override
    public void encode(XdrWriter out, Double value) {
      out.writeDouble(value);
    }

    @Override
    public Double decode(XdrReader in) {
      return in.readDouble();
    }

    @Override
    public int minimumSize() {
      return 8;
    }
  }

  private record UuidCodec() implements XdrCodec<UUID> {
    @Override
    public void encode(XdrWriter out, UUID value) {
      out.writeLong(value.getMostSignificantBits());
      out.writeLong(value.getLeastSignificantBits());
    }

    @Override
    public UUID decode(XdrReader in) {
      return new UUID(in.readLong(), in.readLong());
    }

    @Override
    public int minimumSize() {
      return 16;
    }
  }

  private record NothingCodec() implements XdrCodec<@Nullable Object> {
    @Override
    public void encode(XdrWriter out, @Nullable Object value) {}

    @Override
    @SuppressWarnings("NullAway") // it does not see that the type argument is nullable
    public @Nullable Object decode(XdrReader in) {
      return null;
    }

    @Override
    public int minimumSize() {
      return 0;
    }
  }

  record Text(int limit) implements XdrCodec<String> {
    @Override
    public void encode(XdrWriter out, String value) {
      out.writeString(value, limit);
    }

    @Override
    public String decode(XdrReader in) {
      return in.readString(limit);
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  /** A fixed array of C chars, each a word on the wire, ended early by a zero one. */
  record FixedChars(int length) implements XdrCodec<String> {
    @Override
    public void encode(XdrWriter out, String value) {
      byte[] chars = value.getBytes(StandardCharsets.UTF_8);
      if (chars.length > length) {
        throw new XdrException(chars.length + " chars do not fit into " + length);
      }
      for (int i = 0; i < length; i++) {
        out.writeInt(i < chars.length ? chars[i] : 0);
      }
    }

    @Override
    public String decode(XdrReader in) {
      byte[] chars = new byte[length];
      int used = length;
      for (int i = 0; i < length; i++) {
        chars[i] = (byte) in.readInt();
        if (chars[i] == 0 && used == length) {
          used = i;
        }
      }
      return new String(chars, 0, used, StandardCharsets.UTF_8);
    }

    @Override
    public int minimumSize() {
      return 4 * length;
    }
  }

  /** A variable-length array of C chars, each a word on the wire. */
  record Chars(int limit) implements XdrCodec<byte[]> {
    @Override
    public void encode(XdrWriter out, byte[] value) {
      out.writeCount(value.length, limit);
      for (byte each : value) {
        out.writeInt(each);
      }
    }

    @Override
    public byte[] decode(XdrReader in) {
      byte[] chars = new byte[in.readCount(limit, 4)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (byte) in.readInt();
      }
      return chars;
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  /** Text as an array of C chars; its count includes the zero char that ends it. */
  record CharString(int limit) implements XdrCodec<String> {
    @Override
    public void encode(XdrWriter out, String value) {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      new Chars(limit).encode(out, Arrays.copyOf(text, text.length + 1));
    }

    @Override
    public String decode(XdrReader in) {
      byte[] chars = new Chars(limit).decode(in);
      int length = 0;
      while (length < chars.length && chars[length] != 0) {
        length++;
      }
      return new String(chars, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  record Opaque(int limit) implements XdrCodec<byte[]> {
    @Override
    public void encode(XdrWriter out, byte[] value) {
      out.writeOpaque(value, limit);
    }

    @Override
    public byte[] decode(XdrReader in) {
      return in.readOpaque(limit);
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  record FixedOpaque(int length) implements XdrCodec<byte[]> {
    @Override
    public void encode(XdrWriter out, byte[] value) {
      out.writeFixedOpaque(value, length);
    }

    @Override
    public byte[] decode(XdrReader in) {
      return in.readFixedOpaque(length);
    }

    @Override
    public int minimumSize() {
      return XdrReader.padded(length);
    }
  }

  record Ints(int limit) implements XdrCodec<int[]> {
    @Override
    public void encode(XdrWriter out, int[] value) {
      out.writeCount(value.length, limit);
      for (int each : value) {
        out.writeInt(each);
      }
    }

    @Override
    public int[] decode(XdrReader in) {
      int[] values = new int[in.readCount(limit, 4)];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readInt();
      }
      return values;
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  record Longs(int limit) implements XdrCodec<long[]> {
    @Override
    public void encode(XdrWriter out, long[] value) {
      out.writeCount(value.length, limit);
      for (long each : value) {
        out.writeLong(each);
      }
    }

    @Override
    public long[] decode(XdrReader in) {
      long[] values = new long[in.readCount(limit, 8)];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readLong();
      }
      return values;
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }
}
