package org.jvirtd.observe;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that knows frames and nothing more. Blocking; one call at a time unless told so. */
final class RawClient implements AutoCloseable {
  static final int REMOTE = 0x20008086;
  static final int CONNECT_OPEN = 1;
  static final int AUTH_LIST = 66;

  private static final int HEAD_BYTES = 28;

  private final SocketChannel channel;
  private int serial;
  private long sent;
  private long received;

  RawClient(SocketAddress address) throws IOException {
    channel = SocketChannel.open(address);
  }

  SocketAddress localAddress() throws IOException {
    return channel.getLocalAddress();
  }

  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  /** Sends a call and waits for its reply. Returns the reply's status. */
  int call(int program, int procedure, byte... payload) throws IOException {
    send(program, procedure, payload);
    return readReply();
  }

  void send(int program, int procedure, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + payload.length);
    frame.putInt(frame.capacity()).putInt(program).putInt(1).putInt(procedure).putInt(0);
    frame.putInt(++serial).putInt(0).put(payload).flip();
    while (frame.hasRemaining()) {
      sent += channel.write(frame);
    }
  }

  int readReply() throws IOException {
    int length = read(4).getInt();
    ByteBuffer rest = read(length - 4);
    return rest.getInt(20);
  }

  private ByteBuffer read(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer);
      if (read < 0) {
        throw new IOException("the server has closed the connection");
      }
      received += read;
    }
    return buffer.flip();
  }

  /** The arguments of CONNECT_OPEN. */
  static byte[] open(String uri) {
    byte[] name = uri.getBytes(StandardCharsets.US_ASCII);
    int padded = (name.length + 3) / 4 * 4;
    ByteBuffer payload = ByteBuffer.allocate(8 + padded + 4);
    payload.putInt(1).putInt(name.length).put(name);
    return payload.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
