package org.jvirtd.benchmark.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jvirtd.rpc.Header;
import org.jvirtd.rpc.Status;
import org.jvirtd.xdr.XdrWriter;

/** One connection with the default test world open, call by call: for what is set up, not timed. */
public final class BlockingClient implements AutoCloseable {
  private static final int STATUS_AT = Frames.SERIAL_AT;

  private final SocketChannel channel;

  private BlockingClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects and opens the default test world. */
  public static BlockingClient open(Address address) throws IOException {
    return open(address, 0);
  }

  /**
   * @param receiveBuffer the socket's, in bytes; 0 for the usual one
   */
  static BlockingClient open(Address address, int receiveBuffer) throws IOException {
    SocketChannel channel = address.channel();
    if (receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    channel.connect(address.socket());
    var client = new BlockingClient(channel);
    client.exchange(Frames.authList());
    client.exchange(Frames.open());
    return client;
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

  /** Hands over the channel, in non-blocking mode. */
  SocketChannel release() throws IOException {
    channel.configureBlocking(false);
    return channel;
  }

  private byte[] exchange(byte[] call) throws IOException {
    channel.write(ByteBuffer.wrap(call));
    ByteBuffer word = read(4);
    ByteBuffer reply = read(word.getInt(0) - 4);
    if (reply.getInt(STATUS_AT) != Status.OK) {
      throw new IOException(
          "call " + ByteBuffer.wrap(call).getInt(12) + " failed: " + printable(reply));
    }
    byte[] body = new byte[reply.capacity() - Header.BYTES];
    reply.get(Header.BYTES, body);
    return body;
  }

  private ByteBuffer read(int bytes) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(bytes);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    return into.flip();
  }

  private static String printable(ByteBuffer reply) {
    return StandardCharsets.US_ASCII.decode(reply).toString().replaceAll("[^ -~]+", " ");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
