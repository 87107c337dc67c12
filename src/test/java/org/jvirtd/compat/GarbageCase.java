package org.jvirtd.compat;

import static org.jvirtd.compat.RawFrame.AUTH_LIST;
import static org.jvirtd.compat.RawFrame.CALL;
import static org.jvirtd.compat.RawFrame.CALL_WITH_FDS;
import static org.jvirtd.compat.RawFrame.CONNECT_GET_LIB_VERSION;
import static org.jvirtd.compat.RawFrame.DOMAIN_LOOKUP_BY_NAME;
import static org.jvirtd.compat.RawFrame.ERROR;
import static org.jvirtd.compat.RawFrame.KEEPALIVE;
import static org.jvirtd.compat.RawFrame.MESSAGE;
import static org.jvirtd.compat.RawFrame.OK;
import static org.jvirtd.compat.RawFrame.REMOTE;
import static org.jvirtd.compat.RawFrame.REPLY;
import static org.jvirtd.compat.RawFrame.SET_SCHEDULER_PARAMETERS;
import static org.jvirtd.compat.RawFrame.STREAM;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jvirtd.compat.GarbageCase.How;
import org.jvirtd.compat.GarbageCase.Stage;

/**
 * Bytes that no well-behaved client sends.
 *
 * @param stage how far the connection has come before
 * @param bytes what is sent
 */
record GarbageCase(String name, Stage stage, Supplier<byte[]> bytes, How how) {
  enum Stage {
    CONNECTED,
    AUTHENTICATED,
    OPENED
  }

  enum How {
    AT_ONCE,
    BYTE_BY_BYTE,
    THEN_FIN
  }

  /** The longest frame: the body's 32 MiB and the length word (semantics section 1). */
  private static final int LONGEST = 33_554_436;

  private static final int LONGEST_STRING = 4_194_304;
  private static final int SERIAL = 77;
  private static final int LIB_VERSION = CONNECT_GET_LIB_VERSION;

  static List<GarbageCase> all() {
    return List.of(
        opened("length 0", () -> length(0)),
        opened("length 3", () -> length(3)),
        opened("length 4, no header", () -> length(4)),
        opened("length 27, short header", () -> Arrays.copyOf(length(27), 27)),
        opened("length 29 of 28", () -> length(29)),
        opened("longest length and one", () -> length(LONGEST + 1)),
        opened("length 2^31", () -> length(0x8000_0000)),
        opened("length 2^32-1", () -> length(-1)),
        connected("length 2^31 before authentication", () -> length(0x8000_0000)),
        opened("unknown program", () -> frame(0x12345678, 1, LIB_VERSION, CALL, OK)),
        connected("unknown program at first", () -> frame(0x12345678, 1, LIB_VERSION, CALL, OK)),
        opened("program above 2^31", () -> frame(0xfedcba98, 1, LIB_VERSION, CALL, OK)),
        opened("unknown version", () -> frame(REMOTE, 2, LIB_VERSION, CALL, OK)),
        opened("version 0", () -> frame(REMOTE, 0, LIB_VERSION, CALL, OK)),
        opened("unknown procedure", () -> frame(REMOTE, 1, 99999, CALL, OK)),
        connected("unknown procedure at first", () -> frame(REMOTE, 1, 99999, CALL, OK)),
        opened("procedure 0", () -> frame(REMOTE, 1, 0, CALL, OK)),
        opened("procedure -1", () -> frame(REMOTE, 1, -1, CALL, OK)),
        opened("an event's procedure", () -> frame(REMOTE, 1, 318, CALL, OK)),
        opened("type reply", () -> frame(REMOTE, 1, LIB_VERSION, REPLY, OK)),
        opened("type event", () -> frame(REMOTE, 1, LIB_VERSION, MESSAGE, OK)),
        opened("type stream without a stream", () -> frame(REMOTE, 1, LIB_VERSION, STREAM, OK)),
        opened("type reply with descriptors", () -> frame(REMOTE, 1, LIB_VERSION, 5, OK)),
        opened("type hole without a stream", () -> frame(REMOTE, 1, LIB_VERSION, 6, OK)),
        opened("type 99", () -> frame(REMOTE, 1, LIB_VERSION, 99, OK)),
        opened("call with status error", () -> frame(REMOTE, 1, LIB_VERSION, CALL, ERROR)),
        opened("call with status continue", () -> frame(REMOTE, 1, LIB_VERSION, CALL, 2)),
        opened("call with status 99", () -> frame(REMOTE, 1, LIB_VERSION, CALL, 99)),
        opened("unknown procedure and status", () -> frame(REMOTE, 1, 99999, CALL, 99)),
        opened("no arguments", () -> frame(REMOTE, 1, DOMAIN_LOOKUP_BY_NAME, CALL, OK)),
        opened("string cut short", () -> lookup(100, 4, 'x')),
        opened("string of 2^32-1", () -> lookup(-1, 8, 'x')),
        opened("string of 2^31", () -> lookup(0x8000_0000, 8, 'x')),
        opened("longest string and one", () -> lookup(LONGEST_STRING + 1, LONGEST_STRING + 4, 'x')),
        opened("longest string", () -> lookup(LONGEST_STRING, LONGEST_STRING, 'x')),
        opened("string without its padding", () -> lookup(5, 5, 'x')),
        opened("string of NULs", () -> lookup(8, 8, 0)),
        opened("string not UTF-8", () -> lookup(8, 8, 0xff)),
        opened("padding not zero", GarbageCase::padding),
        opened("bytes after the arguments", GarbageCase::trailing),
        opened("array of 2^32-1", GarbageCase::hugeArray),
        authenticated("optional with flag 2", () -> open(2, "test:///default")),
        authenticated("open of an unknown driver", () -> open(1, "nosuch:///driver")),
        authenticated("open without a name", () -> call(1).u32(0).u32(0).bytes()),
        authenticated("open of no URI", () -> open(1, "::::")),
        authenticated("open with unknown flags", GarbageCase::openFlags),
        opened("open twice", () -> open(1, "test:///default")),
        connected("call before authentication", () -> call(LIB_VERSION).bytes()),
        authenticated("call before open", () -> call(LIB_VERSION).bytes()),
        authenticated("close before open", () -> call(RawFrame.CONNECT_CLOSE).bytes()),
        opened("authentication twice", () -> call(AUTH_LIST).bytes()),
        opened("call with a descriptor that never comes", () -> descriptors(1)),
        opened("call with a million descriptors", () -> descriptors(1_000_000)),
        opened("call with descriptors and no count", () -> withFds().bytes()),
        opened("keepalive as a call", () -> frame(KEEPALIVE, 1, 1, CALL, OK)),
        opened("keepalive of another version", () -> frame(KEEPALIVE, 2, 1, MESSAGE, OK)),
        opened("keepalive of procedure 3", () -> frame(KEEPALIVE, 1, 3, MESSAGE, OK)),
        opened("pong unasked", () -> frame(KEEPALIVE, 1, 2, MESSAGE, OK)),
        opened("ping with a body", GarbageCase::pingWithBody),
        connected("ping at first", RawFrame::ping),
        new GarbageCase(
            "byte by byte", Stage.OPENED, () -> call(LIB_VERSION).bytes(), How.BYTE_BY_BYTE),
        new GarbageCase(
            "call, then FIN", Stage.OPENED, () -> call(LIB_VERSION).bytes(), How.THEN_FIN),
        new GarbageCase(
            "half a header, then FIN",
            Stage.OPENED,
            () -> new byte[] {0, 0, 0, 28, 32},
            How.THEN_FIN),
        connected("zeros", () -> new byte[65_536]),
        connected("random bytes", GarbageCase::random),
        connected(
            "HTTP",
            () -> "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  private static GarbageCase connected(String name, Supplier<byte[]> bytes) {
    return new GarbageCase(name, Stage.CONNECTED, bytes, How.AT_ONCE);
  }

  private static GarbageCase authenticated(String name, Supplier<byte[]> bytes) {
    return new GarbageCase(name, Stage.AUTHENTICATED, bytes, How.AT_ONCE);
  }

  private static GarbageCase opened(String name, Supplier<byte[]> bytes) {
    return new GarbageCase(name, Stage.OPENED, bytes, How.AT_ONCE);
  }

  private static RawFrame call(int procedure) {
    return RawFrame.call(procedure, SERIAL);
  }

  private static byte[] frame(int program, int version, int procedure, int type, int status) {
    return new RawFrame(program, version, procedure, type, SERIAL, status).bytes();
  }

  private static byte[] length(int length) {
    return call(LIB_VERSION).bytesWithLength(length);
  }

  private static byte[] lookup(int declared, int given, int fill) {
    return call(DOMAIN_LOOKUP_BY_NAME).u32(declared).fill(given, fill).bytes();
  }

  private static byte[] padding() {
    return call(DOMAIN_LOOKUP_BY_NAME)
        .u32(5)
        .raw("testy".getBytes(StandardCharsets.US_ASCII))
        .raw((byte) 1, (byte) 2, (byte) 3)
        .bytes();
  }

  private static byte[] trailing() {
    return call(LIB_VERSION).fill(64, 0xde).bytes();
  }

  private static byte[] hugeArray() {
    return call(SET_SCHEDULER_PARAMETERS).string("test").fill(16, '0').u32(1).u32(-1).bytes();
  }

  private static byte[] open(int present, String uri) {
    return call(RawFrame.CONNECT_OPEN).u32(present).string(uri).u32(0).bytes();
  }

  private static byte[] openFlags() {
    return call(RawFrame.CONNECT_OPEN).u32(1).string("test:///default").u32(0x7fff_0000).bytes();
  }

  private static RawFrame withFds() {
    return new RawFrame(REMOTE, 1, LIB_VERSION, CALL_WITH_FDS, SERIAL, OK);
  }

  private static byte[] descriptors(int count) {
    return withFds().u32(count).bytes();
  }

  private static byte[] pingWithBody() {
    return new RawFrame(KEEPALIVE, 1, 1, MESSAGE, 0, OK).u32(1).bytes();
  }

  private static byte[] random() {
    byte[] bytes = new byte[1 << 20];
    // The same bytes in each run; their first word is no possible length.
    new Random(12345).nextBytes(bytes);
    bytes[0] = (byte) 0xc3;
    return bytes;
  }
}
