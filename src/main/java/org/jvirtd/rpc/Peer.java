package org.jvirtd.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param transport the socket's kind
 * @param address as libvirt prints it: host;port, or the socket's path for UNIX
 * @param account who has connected, of a UNIX socket
 */
public record Peer(Transport transport, String address, @Nullable UnixAccount account) {

  /** A socket's kind. */
  public enum Transport {
    UNIX,
    TCP,
    TLS
  }

  static Peer of(SocketChannel channel, Transport transport) throws IOException {
    if (transport != Transport.UNIX) {
      return new Peer(transport, text(channel.getRemoteAddress()), null);
    }
    String path = String.valueOf(channel.getLocalAddress());
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
      return new Peer(transport, path, null);
    }
    UnixDomainPrincipal principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    return new Peer(
        transport, path, new UnixAccount(principal.user().getName(), principal.group().getName()));
  }

  /** Who this is, before it has shown anything. */
  ClientIdentity identity() {
    return account == null ? ClientIdentity.ANONYMOUS : ClientIdentity.of(account);
  }

  /** The address in the usual form, such as 192.0.2.7:4711 or [2001:db8::7]:4711. */
  String hostAndPort() {
    int semicolon = address.lastIndexOf(';');
    if (semicolon < 0) {
      return address;
    }
    String host = address.substring(0, semicolon);
    String port = address.substring(semicolon + 1);
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static String text(@Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      InetAddress host = inet.getAddress();
      return host.getHostAddress() + ";" + inet.getPort();
    }
    return String.valueOf(address);
  }
}
