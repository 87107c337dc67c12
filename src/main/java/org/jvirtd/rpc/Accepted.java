package org.jvirtd.rpc;

import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import org.jvirtd.rpc.tls.TlsChannel;

/**
 * A client that is let in.
 *
 * @param socket in non-blocking mode: what tells when it is ready
 * @param wire what is read and written: the socket itself, or TLS upon it
 * @param identity who it is, as far as that is known at the beginning
 */
record Accepted(
    SocketChannel socket,
    ByteChannel wire,
    Peer peer,
    ClientIdentity identity,
    ListenerSettings settings) {

  static Accepted plain(SocketChannel socket, Peer peer, ListenerSettings settings) {
    return new Accepted(socket, socket, peer, peer.identity(), settings);
  }

  static Accepted secured(
      SocketChannel socket, TlsChannel wire, Peer peer, ListenerSettings settings) {
    String name = wire.distinguishedName();
    ClientIdentity identity =
        name == null ? peer.identity() : peer.identity().withDistinguishedName(name);
    return new Accepted(socket, wire, peer, identity, settings);
  }
}
