package org.jvirtd.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Sockets that listen on addresses of the network. */
final class TcpSockets {
  private TcpSockets() {}

  /**
   * Binds one.
   *
   * @throws IOException if it cannot be bound; the message says where, and why
   */
  static ServerSocketChannel bind(InetSocketAddress address, int backlog) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      // As libvirtd does, so that a restart need not wait for old connections to be forgotten.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, backlog);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }
}
