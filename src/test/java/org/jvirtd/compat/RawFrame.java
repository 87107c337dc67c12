package org.jvirtd.compat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A frame built by hand, byte by byte. It shares nothing with the codecs it tests, and it can be as
 * wrong as a test wants (layout: semantics sections 1 and 3).
 */
final class RawFrame {
  static final int REMOTE = 0x20008086;
  static final int KEEPALIVE = 0x6b656570;
  static final int HEADER_BYTES = 28;

  /** Message types. */
  static final int CALL = 0;

  static final int REPLY = 1;
  static final int MESSAGE = 2;
  static final int STREAM = 3;
  static final int CALL_WITH_FDS = 4;

  /** Message states. */
  static final int OK = 0;

  static final int ERROR = 1;

  /** Procedures of REMOTE that tests call. */
  static final int CONNECT_OPEN = 1;

  static final int CONNECT_CLOSE = 2;
  static final int DOMAIN_DEFINE_XML = 11;
  static final int DOMAIN_DESTROY = 12;
  static final int DOMAIN_GET_INFO = 16;
  static final int DOMAIN_LOOKUP_BY_NAME = 23;
  static final int DOMAIN_RESTORE = 54;
  static final int SET_SCHEDULER_PARAMETERS = 58;
  static final int CONNECT_GET_HOSTNAME = 59;
  static final int AUTH_LIST = 66;
  static final int CONNECT_GET_LIB_VERSION = 157;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  RawFrame(int program, int version, int procedure, int type, int serial, int status) {
    u32(0).u32(program).u32(version).u32(procedure).u32(type).u32(serial).u32(status);
  }

  static RawFrame call(int procedure, int serial) {
    return new RawFrame(REMOTE, 1, procedure, CALL, serial, OK);
  }

  static RawFrame open(String uri, int serial) {
    return call(CONNECT_OPEN, serial).u32(1).string(uri).u32(0);
  }

  static byte[] ping() {
    return new RawFrame(KEEPALIVE, 1, 1, MESSAGE, 0, OK).bytes();
  }

  static byte[] pong() {
    return new RawFrame(KEEPALIVE, 1, 2, MESSAGE, 0, OK).bytes();
  }

  RawFrame u32(int value) {
    return raw((byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value);
  }

  RawFrame string(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return u32(encoded.length).raw(encoded).raw(new byte[(4 - encoded.length % 4) % 4]);
  }

  RawFrame raw(byte... more) {
    bytes.writeBytes(more);
    return this;
  }

  RawFrame fill(int count, int value) {
    byte[] more = new byte[count];
    Arrays.fill(more, (byte) value);
    return raw(more);
  }

  /** The frame with a true length word. */
  byte[] bytes() {
    return bytesWithLength(bytes.size());
  }

  /** The frame with any length word. */
  byte[] bytesWithLength(int length) {
    byte[] all = bytes.toByteArray();
    ByteBuffer.wrap(all).putInt(0, length);
    return all;
  }
}
