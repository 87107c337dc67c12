package org.jvirtd.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Where a server listens. As text it is a port of this machine, or the path of a socket. */
public record Address(SocketAddress socket) {
  /** An address of this machine: TCP on a port, or a UNIX socket. */
  public static Address of(String text) {
    return text.startsWith("/") ? unix(Path.of(text)) : tcp(Integer.parseInt(text));
  }

  public static Address tcp(int port) {
    return new Address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  public static Address unix(Path path) {
    return new Address(UnixDomainSocketAddress.of(path));
  }

  public Transport transport() {
    return socket instanceof InetSocketAddress ? Transport.TCP : Transport.UNIX;
  }

  /** An open, unconnected channel, in blocking mode. */
  SocketChannel channel() throws IOException {
    if (transport() == Transport.UNIX) {
      return SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    }
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  @Override
  public String toString() {
    return socket instanceof InetSocketAddress tcp
        ? Integer.toString(tcp.getPort())
        : socket.toString();
  }
}
