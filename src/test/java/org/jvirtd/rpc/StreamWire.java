package org.jvirtd.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The client's side of one stream, packet by packet. */
final class StreamWire {
  static final int DOWNLOAD = 20;
  static final int UPLOAD = 21;
  static final int SPARSE = 1;

  private final WireClient client;
  private final int procedure;
  private final int serial;

  private StreamWire(WireClient client, int procedure, int serial) {
    this.client = client;
    this.procedure = procedure;
    this.serial = serial;
  }

  /** Opens one, and waits for the reply. */
  static StreamWire open(WireClient client, int procedure, int serial, int flags) {
    client.send(procedure, serial, WireClient.ints(flags));
    WireClient.Message reply = client.receive();
    if (reply.header().type() != MessageType.REPLY || reply.header().status() != Status.OK) {
      throw new AssertionError("no stream: " + reply.header());
    }
    return new StreamWire(client, procedure, serial);
  }

  /** One that may never have been opened. */
  static StreamWire of(WireClient client, int procedure, int serial) {
    return new StreamWire(client, procedure, serial);
  }

  byte[] packet(int type, int status, byte[] body) {
    return ByteBuffer.allocate(Header.FRAME_HEAD_BYTES + body.length)
        .putInt(Header.FRAME_HEAD_BYTES + body.length)
        .putInt(WireClient.PROGRAM)
        .putInt(1)
        .putInt(procedure)
        .putInt(type)
        .putInt(serial)
        .putInt(status)
        .put(body)
        .array();
  }

  void data(byte[] bytes) {
    client.send(packet(MessageType.STREAM, Status.CONTINUE, bytes));
  }

  void data(String text) {
    data(text.getBytes(StandardCharsets.UTF_8));
  }

  void hole(long length, int flags) {
    byte[] body = ByteBuffer.allocate(12).putLong(length).putInt(flags).array();
    client.send(packet(MessageType.STREAM_HOLE, Status.CONTINUE, body));
  }

  void status(int status) {
    client.send(packet(MessageType.STREAM, status, new byte[0]));
  }

  void finish() {
    status(Status.OK);
  }

  void abort() {
    status(Status.ERROR);
  }

  /** The next packet, which has to be of this stream. */
  WireClient.Message next() {
    WireClient.Message message = client.receive();
    Header header = message.header();
    if (header.procedure() != procedure || header.serial() != serial || !isPacket(header)) {
      throw new AssertionError("not a packet of the stream: " + header);
    }
    return message;
  }

  private static boolean isPacket(Header header) {
    return header.type() == MessageType.STREAM || header.type() == MessageType.STREAM_HOLE;
  }

  /** All data up to the packet that says that there is no more. */
  byte[] readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      WireClient.Message packet = next();
      if (packet.header().status() != Status.CONTINUE) {
        throw new AssertionError("not data: " + packet.header());
      }
      if (packet.body().length == 0) {
        return all.toByteArray();
      }
      all.writeBytes(packet.body());
    }
  }

  /** Skips data until the packet comes that ends the stream. */
  WireClient.Message farewell() {
    WireClient.Message packet = next();
    while (packet.header().status() == Status.CONTINUE) {
      packet = next();
    }
    return packet;
  }

  static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  static byte[] repeat(byte value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
