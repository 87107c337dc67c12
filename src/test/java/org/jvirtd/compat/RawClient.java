package org.jvirtd.compat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that is nothing but a socket: it sends any bytes and tells what came back. */
final class RawClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_FRAME = 33_554_436;

  /** What the server did. */
  sealed interface Heard {}

  /** A frame, header words apart from the payload. */
  record Frame(
      int program, int version, int procedure, int type, int serial, int status, ByteBuffer payload)
      implements Heard {
    boolean ok() {
      return status == RawFrame.OK;
    }

    /** The code of an error reply. */
    int errorCode() {
      return payload.getInt(0);
    }

    /** The message of an error reply. */
    String errorMessage() {
      var body = payload.duplicate().position(8);
      if (body.getInt() == 0) {
        return "(none)";
      }
      byte[] text = new byte[body.getInt()];
      body.get(text);
      return new String(text, StandardCharsets.UTF_8);
    }

    /** The whole frame's length on the wire. */
    int length() {
      return RawFrame.HEADER_BYTES + payload.remaining();
    }

    @Override
    public String toString() {
      String head =
          "prog %x proc %d type %d serial %d status %d"
              .formatted(program, procedure, type, serial, status);
      return status == RawFrame.ERROR
          ? head + " code " + errorCode() + ": " + errorMessage()
          : head + " and " + payload.remaining() + " bytes";
    }
  }

  /** The connection's end; {@code reset} if bytes of ours were thrown away unread. */
  record Closed(boolean reset) implements Heard {}

  /** Nothing within the time. */
  record Silence() implements Heard {}

  /** A length word that no frame can have. */
  record Nonsense(int length) implements Heard {}

  private final Socket socket;
  private int serial;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient connect(int port) {
    try {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects with a receive buffer so small that a server soon finds the socket full. */
  static RawClient connectNarrow(int port) {
    try {
      var socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects, authenticates and opens the default test world. */
  static RawClient opened(int port) {
    return connect(port).authenticate().open("test:///default");
  }

  /** Whether a libvirt server answers on this port. */
  static boolean answers(int port) {
    try (var client = connect(port)) {
      return client.converse(RawFrame.call(RawFrame.AUTH_LIST, 0)) instanceof Frame frame
          && frame.ok();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  RawClient authenticate() {
    expectOk(RawFrame.call(RawFrame.AUTH_LIST, nextSerial()));
    return this;
  }

  RawClient open(String uri) {
    expectOk(RawFrame.open(uri, nextSerial()));
    return this;
  }

  int nextSerial() {
    return serial++;
  }

  /** Sends a call and returns its reply's payload. */
  ByteBuffer expectOk(RawFrame call) {
    Heard heard = converse(call);
    if (heard instanceof Frame frame && frame.ok()) {
      return frame.payload();
    }
    throw new AssertionError("expected an OK reply, heard " + heard);
  }

  Heard converse(RawFrame call) {
    send(call.bytes());
    return hear(PATIENCE);
  }

  /**
   * @return false if the server no longer takes bytes
   */
  boolean send(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (SocketException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes so that the server sees a reset, as from a process that was killed with data unread. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next thing the server does within {@code limit}. */
  Heard hear(Duration limit) {
    try {
      // One limit for the first byte; a frame that has begun is given the usual patience.
      socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
      byte[] word = socket.getInputStream().readNBytes(1);
      if (word.length == 0) {
        return new Closed(false);
      }
      socket.setSoTimeout((int) PATIENCE.toMillis());
      int length = ByteBuffer.allocate(4).put(word).put(exactly(3)).getInt(0);
      if (length < RawFrame.HEADER_BYTES || length > LONGEST_FRAME) {
        return new Nonsense(length);
      }
      var h = ByteBuffer.wrap(exactly(RawFrame.HEADER_BYTES - 4));
      return new Frame(
          h.getInt(),
          h.getInt(),
          h.getInt(),
          h.getInt(),
          h.getInt(),
          h.getInt(),
          ByteBuffer.wrap(exactly(length - RawFrame.HEADER_BYTES)).asReadOnlyBuffer());
    } catch (SocketTimeoutException e) {
      return new Silence();
    } catch (EOFException e) {
      return new Closed(false);
    } catch (SocketException e) {
      return new Closed(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
