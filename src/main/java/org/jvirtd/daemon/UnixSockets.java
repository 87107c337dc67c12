package org.jvirtd.daemon;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The daemon's UNIX sockets: where they lie and who may open them (semantics section 10). */
final class UnixSockets {
  static final String READ_WRITE = "libvirt-sock";
  static final String READ_ONLY = "libvirt-sock-ro";

  private UnixSockets() {}

  /** Makes the folder, for its owner alone, if it is not there. */
  static void prepare(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /**
   * Binds a socket. One that a dead process has left is replaced; one that somebody listens on is
   * not.
   *
   * @param permissions as "rwx------"
   * @throws IOException if somebody listens there, or it cannot be bound
   */
  static ServerSocketChannel bind(Path path, String permissions, int backlog) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (isAlive(path)) {
        throw new IOException("another daemon listens on " + path);
      }
      Files.delete(path);
    }
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), backlog);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isAlive(Path path) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
