package org.jvirtd.event;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two connected sockets; ours is in non-blocking mode. */
record SocketPair(SocketChannel ours, SocketChannel peer) implements AutoCloseable {

  static SocketPair tcp() throws IOException {
    return connect(
        StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static SocketPair unix() throws IOException {
    Path folder = Files.createTempDirectory("jvirtd-event");
    Path socket = folder.resolve("s");
    try {
      return connect(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket));
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  static SocketPair of(ProtocolFamily family) throws IOException {
    return family == StandardProtocolFamily.UNIX ? unix() : tcp();
  }

  private static SocketPair connect(ProtocolFamily family, SocketAddress address)
      throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(family)) {
      listener.bind(address);
      SocketChannel peer = SocketChannel.open(listener.getLocalAddress());
      SocketChannel ours = listener.accept();
      ours.configureBlocking(false);
      return new SocketPair(ours, peer);
    }
  }

  void send(int bytes) throws IOException {
    peer.write(ByteBuffer.allocate(bytes));
  }

  int receive(int bytes) {
    try {
      return ours.read(ByteBuffer.allocate(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    ours.close();
    peer.close();
  }
}
