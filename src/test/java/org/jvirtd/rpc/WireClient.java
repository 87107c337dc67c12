package org.jvirtd.rpc;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/** A blocking client, frame by frame. */
final class WireClient implements AutoCloseable {
  static final int PROGRAM = 0x20009999;
  private static final int PATIENCE_MILLIS = 10_000;

  /** A message from the server. */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(Header header, byte[] body) {
    XdrReader reader() {
      return new XdrReader(body);
    }

    RpcError error() {
      if (header.status() != Status.ERROR) {
        throw new AssertionError("not an error: " + header);
      }
      return XdrCodecs.of(RpcError.class).decode(reader());
    }
  }

  private final Socket socket;
  private final DataInputStream in;

  private WireClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Over a socket that is connected, and whatever lies upon it. */
  static WireClient over(Socket socket) throws IOException {
    return new WireClient(socket);
  }

  static WireClient connect(int port) {
    return connect(port, 0);
  }

  /**
   * @param receiveBuffer the socket's, in bytes; 0 for the usual one
   */
  static WireClient connect(int port, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new WireClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] frame(Header header, byte[] body) {
    XdrWriter out = new XdrWriter(Header.MAX_FRAME_BYTES);
    header.beginFrame(out);
    if (body.length > 0) {
      out.writeFixedOpaque(body, body.length);
    }
    Header.endFrame(out);
    return out.toByteArray();
  }

  static byte[] call(int procedure, int serial, byte[] body) {
    return frame(new Header(PROGRAM, 1, procedure, MessageType.CALL, serial, Status.OK), body);
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  static byte[] text(String value) {
    XdrWriter out = new XdrWriter(Header.MAX_FRAME_BYTES);
    out.writeString(value, Integer.MAX_VALUE);
    return out.toByteArray();
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends, and says whether the connection still was there. */
  boolean offer(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void send(int procedure, int serial, byte[] body) {
    send(call(procedure, serial, body));
  }

  /** Ends its direction of the connection and goes on listening. */
  void sendNoMore() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void ping() {
    send(
        frame(
            new Header(Keepalive.PROGRAM, 1, Keepalive.PING, MessageType.MESSAGE, 0, Status.OK),
            new byte[0]));
  }

  Message receive() {
    try {
      int length = in.readInt();
      byte[] rest = new byte[length - 4];
      in.readFully(rest);
      return new Message(
          Header.read(ByteBuffer.wrap(rest), 0), Arrays.copyOfRange(rest, 24, rest.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Message call(int procedure, byte[] body) {
    send(procedure, 1, body);
    return receive();
  }

  /** As {@link #call}, for a client that may be sent pings before its reply. */
  Message callPastPings(int procedure, byte[] body) {
    send(procedure, 1, body);
    Message heard = receive();
    while (Keepalive.isKeepalive(heard.header())) {
      heard = receive();
    }
    return heard;
  }

  /** Whether nothing is sent for so long. Only for a client that is not to be read afterwards. */
  boolean isSilentFor(Duration time) {
    try {
      socket.setSoTimeout((int) time.toMillis());
      in.readFully(new byte[1]);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing but the connection's end comes. */
  boolean isClosedByServer() {
    try {
      in.readFully(new byte[1]);
      return false;
    } catch (EOFException e) {
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the socket before its time. */
  void hangUp() {
    close();
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
