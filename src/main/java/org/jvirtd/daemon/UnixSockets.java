package org.jvirtd.daemon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's UNIX sockets: where they lie and who may open them (semantics section 10). */
final class UnixSockets {
  static final String READ_WRITE = "libvirt-sock";
  static final String READ_ONLY = "libvirt-sock-ro";
  static final String ADMIN = "libvirt-admin-sock";

  private static final Logger LOG = LoggerFactory.getLogger(UnixSockets.class);

  private final List<Path> bound = new ArrayList<>();

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
   * not, nor is a file that is no socket.
   *
   * @param group who gets it beside its owner, or null for the process's own group
   * @throws IOException if somebody listens there, or it cannot be bound
   */
  ServerSocketChannel bind(Path path, UnixSettings.Mode mode, @Nullable String group, int backlog)
      throws IOException {
    removeStale(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      try {
        channel.bind(UnixDomainSocketAddress.of(path), backlog);
      } catch (IOException e) {
        throw new IOException("cannot listen on %s: %s".formatted(path, e.getMessage()), e);
      }
      bound.add(path);
      if (group != null) {
        setGroup(path, group);
      }
      Files.setPosixFilePermissions(path, mode.permissions());
      channel.configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    BasicFileAttributes file =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!file.isOther()) {
      throw new IOException("%s is in the way: it is not a socket".formatted(path));
    }
    if (isAlive(path)) {
      throw new IOException("another daemon listens on " + path);
    }
    LOG.info("{} was left by a daemon that is no more: replaced", path);
    Files.delete(path);
  }

  /**
   * Whether somebody listens. Only a refusal tells that nobody does: a full backlog or want of
   * permission does not. Without blocking, as a daemon that is stuck does not accept.
   */
  private static boolean isAlive(Path path) {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return !String.valueOf(e.getMessage()).contains("refused");
    }
  }

  private static void setGroup(Path path, String name) throws IOException {
    try {
      GroupPrincipal group =
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
      Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(group);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("there is no group " + name, e);
    } catch (IOException e) {
      throw new IOException(
          "cannot give %s to group %s: %s".formatted(path, name, e.getMessage()), e);
    }
  }

  /** The sockets that were bound. */
  List<Path> paths() {
    return List.copyOf(bound);
  }

  void delete() {
    for (Path path : bound) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.warn("{} stays behind: {}", path, e.getMessage());
      }
    }
  }
}
