package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.Transport;

/**
 * Where a daemon listens, and what it wants of those who come. Over TCP it wants nothing, over TLS
 * a certificate.
 *
 * @param folder of the daemon alone; its UNIX socket lies there
 * @param port of TCP
 * @param tlsPort of TLS
 * @param logins whether clients of the UNIX socket have to log in
 */
record Doors(Path folder, int port, int tlsPort, Credentials credentials, boolean logins) {
  /** In a new folder, on ports that are free. */
  static Doors make(String daemon, Credentials credentials, boolean logins) throws IOException {
    Path folder = Files.createTempDirectory("benchmark-" + daemon);
    InetAddress local = InetAddress.getLoopbackAddress();
    try (var tcp = new ServerSocket(0, 1, local);
        var tls = new ServerSocket(0, 1, local)) {
      return new Doors(folder, tcp.getLocalPort(), tls.getLocalPort(), credentials, logins);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Both daemons name their socket alike. */
  Address address(Transport transport) {
    return switch (transport) {
      case TCP -> Address.tcp(port);
      case TLS -> Address.tls(tlsPort, credentials.certificates());
      case UNIX -> {
        Address socket = Address.unix(file("libvirt-sock"));
        yield logins ? socket.loggingIn(credentials.user(), credentials.password()) : socket;
      }
    };
  }
}
