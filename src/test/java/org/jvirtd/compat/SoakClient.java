package org.jvirtd.compat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A client that speaks the protocol as it should and expects the same of the server: every call is
 * answered with success within its patience, and events may come in between.
 */
final class SoakClient implements AutoCloseable {
  static final int DOMAIN_CREATE = 9;
  static final int DOMAIN_GET_XML_DESC = 14;
  static final int DOMAIN_UNDEFINE = 231;
  static final int POOL_LOOKUP_BY_NAME = 84;
  static final int VOLUME_CREATE_XML = 93;
  static final int VOLUME_DELETE = 94;
  static final int VOLUME_LOOKUP_BY_NAME = 95;
  static final int VOLUME_UPLOAD = 208;
  static final int VOLUME_DOWNLOAD = 209;
  static final int REGISTER_EVENT = 316;
  static final int DEREGISTER_EVENT = 317;
  static final int LIFECYCLE_EVENT = 318;

  private static final int CONTINUE = 2;
  private static final int PACKET = 65_536;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** More events than this that nobody asks for are an error of the test. */
  private static final int MOST_EVENTS = 100_000;

  /** A lifecycle event: which domain, and what happened to it. */
  record Lifecycle(String domain, int event) {}

  private final RawClient raw;
  private final Deque<Lifecycle> events = new ArrayDeque<>();
  private long calls;

  private SoakClient(RawClient raw) {
    this.raw = raw;
  }

  /** Connects and opens the default test world. */
  static SoakClient opened(int port) {
    return new SoakClient(RawClient.opened(port));
  }

  /** How many calls were answered. */
  long calls() {
    return calls;
  }

  RawClient raw() {
    return raw;
  }

  RawFrame frame(int procedure) {
    return RawFrame.call(procedure, raw.nextSerial());
  }

  /** Sends a call; the payload of its reply. */
  byte[] call(RawFrame call) {
    byte[] bytes = call.bytes();
    if (!raw.send(bytes)) {
      throw new AssertionError("the connection was closed before call " + procedureOf(bytes));
    }
    RawClient.Frame reply = next();
    boolean answers =
        reply.type() == RawFrame.REPLY
            && reply.procedure() == procedureOf(bytes)
            && reply.serial() == ByteBuffer.wrap(bytes).getInt(20);
    if (!answers || !reply.ok()) {
      throw new AssertionError("call " + procedureOf(bytes) + " heard " + reply);
    }
    calls++;
    return bytes(reply.payload());
  }

  private static int procedureOf(byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(12);
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  /** The next frame that is no event and no ping. */
  private RawClient.Frame next() {
    while (true) {
      RawClient.Frame frame = hear();
      if (frame.type() != RawFrame.MESSAGE) {
        return frame;
      }
    }
  }

  private RawClient.Frame hear() {
    if (!(raw.hear(PATIENCE) instanceof RawClient.Frame frame)) {
      throw new AssertionError("the server has fallen silent or has closed the connection");
    }
    if (frame.program() == RawFrame.KEEPALIVE) {
      raw.send(RawFrame.pong());
    } else if (frame.type() == RawFrame.MESSAGE && frame.procedure() == LIFECYCLE_EVENT) {
      remember(frame.payload().duplicate());
    }
    return frame;
  }

  private void remember(ByteBuffer body) {
    body.getInt(); // the callback's number
    byte[] name = new byte[body.getInt()];
    body.get(name);
    body.position(body.position() + (4 - name.length % 4) % 4 + 16 + 4);
    events.add(new Lifecycle(new String(name, StandardCharsets.UTF_8), body.getInt()));
    if (events.size() > MOST_EVENTS) {
      throw new AssertionError("events that were not asked for");
    }
  }

  /** Waits for the next lifecycle event of this domain, and forgets those of others before it. */
  int awaitEvent(String domain) {
    while (true) {
      while (!events.isEmpty()) {
        Lifecycle event = events.remove();
        if (event.domain().equals(domain)) {
          return event.event();
        }
      }
      hear();
    }
  }

  /** Writes a volume through a stream, and waits for the server to say that it has all. */
  void upload(byte[] volume, byte[] content) {
    RawFrame open = frame(VOLUME_UPLOAD).raw(volume).u32(0).u32(0).u32(0).u32(content.length);
    byte[] opened = open.u32(0).bytes();
    int serial = ByteBuffer.wrap(opened).getInt(20);
    call(open);
    for (int at = 0; at < content.length; at += PACKET) {
      int length = Math.min(PACKET, content.length - at);
      byte[] part = ByteBuffer.allocate(length).put(content, at, length).array();
      raw.send(packet(VOLUME_UPLOAD, serial, CONTINUE).raw(part).bytes());
    }
    finish(VOLUME_UPLOAD, serial);
  }

  /** Reads the first bytes of a volume through a stream. */
  byte[] download(byte[] volume, int length) {
    RawFrame open = frame(VOLUME_DOWNLOAD).raw(volume).u32(0).u32(0).u32(0).u32(length).u32(0);
    int serial = ByteBuffer.wrap(open.bytes()).getInt(20);
    call(open);
    var content = ByteBuffer.allocate(length);
    while (true) {
      RawClient.Frame packet = next();
      if (packet.type() != RawFrame.STREAM || packet.status() != CONTINUE) {
        throw new AssertionError("the download heard " + packet);
      }
      if (!packet.payload().hasRemaining()) {
        break;
      }
      content.put(packet.payload());
    }
    finish(VOLUME_DOWNLOAD, serial);
    return content.array();
  }

  private void finish(int procedure, int serial) {
    raw.send(packet(procedure, serial, RawFrame.OK).bytes());
    RawClient.Frame last = next();
    if (last.type() != RawFrame.STREAM || last.status() != RawFrame.OK) {
      throw new AssertionError("the stream's end heard " + last);
    }
    calls++;
  }

  static RawFrame packet(int procedure, int serial, int status) {
    return new RawFrame(RawFrame.REMOTE, 1, procedure, RawFrame.STREAM, serial, status);
  }

  @Override
  public void close() {
    raw.close();
  }
}
