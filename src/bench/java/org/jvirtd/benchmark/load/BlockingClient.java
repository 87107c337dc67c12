package org.jvirtd.benchmark.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Header;
import org.jvirtd.rpc.Status;
import org.jvirtd.rpc.sasl.ScramClient;
import org.jvirtd.rpc.tls.ClientHandshake;
import org.jvirtd.xdr.XdrWriter;

/** One connection with the default test world open, call by call: for what is set up, not timed. */
public final class BlockingClient implements AutoCloseable {
  private static final int STATUS_AT = Frames.SERIAL_AT + 4;

  /** Room for a record of TLS, which is more than most replies have. */
  private static final int RECORD_BYTES = 20 * 1024;

  private final Wire wire;

  private BlockingClient(Wire wire) {
    this.wire = wire;
  }

  /** Connects, logs in where one has to, and opens the default test world. */
  public static BlockingClient open(Address address) throws IOException {
    return open(address, 0);
  }

  /**
   * @param receiveBuffer the socket's, in bytes; 0 for the usual one
   */
  static BlockingClient open(Address address, int receiveBuffer) throws IOException {
    SocketChannel socket = address.channel();
    if (receiveBuffer > 0) {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    socket.connect(address.socket());
    var client = new BlockingClient(new Wire(socket, secured(address, socket)));
    client.exchange(Frames.authList());
    ScramClient user = address.user();
    if (user != null) {
      client.logIn(new Login(user));
    }
    client.exchange(Frames.open());
    return client;
  }

  private static ByteChannel secured(Address address, SocketChannel socket) throws IOException {
    TlsClients tls = address.tls();
    return tls == null
        ? socket
        : Objects.requireNonNull(
            new ClientHandshake(socket, tls.newEngine()).step(), "it is in blocking mode");
  }

  private void logIn(Login login) throws IOException {
    byte @Nullable [] call = login.begin();
    while (call != null) {
      call = login.next(exchange(call));
    }
  }

  /**
   * Calls and waits.
   *
   * @return the reply's body
   * @throws IOException also if the reply is an error
   */
  public byte[] call(int procedure, Consumer<XdrWriter> arguments) throws IOException {
    return exchange(Frames.call(procedure, arguments));
  }

  /** The bytes by which further calls name the domain. */
  public byte[] domain(String name) throws IOException {
    return call(Frames.DOMAIN_LOOKUP_BY_NAME, out -> out.writeString(name, name.length()));
  }

  /** Hands over the connection, in non-blocking mode. */
  Wire release() throws IOException {
    wire.socket().configureBlocking(false);
    return wire;
  }

  private byte[] exchange(byte[] call) throws IOException {
    wire.bytes().write(ByteBuffer.wrap(call));
    ByteBuffer frame = read(ByteBuffer.allocate(RECORD_BYTES), 4);
    int length = frame.getInt(0);
    if (length > frame.position()) {
      // What TLS reads it reads by records, wherever the frame ends.
      ByteBuffer larger = ByteBuffer.allocate(length + RECORD_BYTES).put(frame.flip());
      frame = read(larger, length);
    }
    if (frame.position() != length) {
      throw new IOException("more than a reply to call " + procedure(call));
    }
    if (frame.getInt(STATUS_AT) != Status.OK) {
      throw new IOException("call " + procedure(call) + " failed: " + printable(frame.flip()));
    }
    byte[] body = new byte[length - Header.FRAME_HEAD_BYTES];
    frame.get(Header.FRAME_HEAD_BYTES, body);
    return body;
  }

  /** Reads until there are so many bytes at least. */
  private ByteBuffer read(ByteBuffer into, int bytes) throws IOException {
    while (into.position() < bytes) {
      if (wire.bytes().read(into) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    return into;
  }

  private static int procedure(byte[] call) {
    return ByteBuffer.wrap(call).getInt(12);
  }

  private static String printable(ByteBuffer reply) {
    return StandardCharsets.US_ASCII.decode(reply).toString().replaceAll("[^ -~]+", " ");
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
