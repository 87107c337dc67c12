package org.jvirtd.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.sasl.ScramClient;

/**
 * Where a server listens, and what it wants of those who come. As text it is a port of this
 * machine, the path of a socket, or {@code tls:PORT:FOLDER} with a folder of certificates.
 */
public final class Address {
  private final SocketAddress socket;
  private final @Nullable TlsClients tls;
  private final @Nullable ScramClient user;

  private Address(SocketAddress socket, @Nullable TlsClients tls, @Nullable ScramClient user) {
    this.socket = socket;
    this.tls = tls;
    this.user = user;
  }

  /** Reads what {@link #toString} has written. */
  public static Address of(String text) {
    if (text.startsWith("tls:")) {
      String[] parts = text.split(":", 3);
      return tls(Integer.parseInt(parts[1]), Path.of(parts[2]));
    }
    return text.startsWith("/") ? unix(Path.of(text)) : tcp(Integer.parseInt(text));
  }

  public static Address tcp(int port) {
    return new Address(local(port), null, null);
  }

  public static Address unix(Path path) {
    return new Address(UnixDomainSocketAddress.of(path), null, null);
  }

  /**
   * @param certificates the folder with what clients show and trust
   */
  public static Address tls(int port, Path certificates) {
    return new Address(local(port), new TlsClients(certificates), null);
  }

  private static SocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The same, for clients that have to log in before they may call. */
  public Address loggingIn(String name, String password) {
    return new Address(socket, tls, new ScramClient(name, password));
  }

  public Transport transport() {
    if (tls != null) {
      return Transport.TLS;
    }
    return socket instanceof InetSocketAddress ? Transport.TCP : Transport.UNIX;
  }

  SocketAddress socket() {
    return socket;
  }

  /** What its clients seal with; null where nothing is sealed. */
  @Nullable TlsClients tls() {
    return tls;
  }

  /** Who its clients log in as; null where nobody has to. */
  @Nullable ScramClient user() {
    return user;
  }

  /** An open, unconnected channel, in blocking mode. */
  SocketChannel channel() throws IOException {
    if (transport() == Transport.UNIX) {
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    }
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  /** Who logs in is not part of it. */
  @Override
  public String toString() {
    if (!(socket instanceof InetSocketAddress inet)) {
      return socket.toString();
    }
    return tls == null
        ? Integer.toString(inet.getPort())
        : "tls:" + inet.getPort() + ":" + tls.folder();
  }
}
