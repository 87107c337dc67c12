package org.jvirtd.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Authentication;
import org.jvirtd.rpc.tls.ClientCertificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which sockets are open, to whom, and what they ask for. One that others than this machine
 * can reach and that asks for nothing is a warning: in a container it may be meant, and whoever
 * runs it should know.
 */
final class Doors {
  private static final Logger LOG = LoggerFactory.getLogger("org.jvirtd");

  /**
   * One line of the log.
   *
   * @param warning whether others may come in who are asked for nothing
   */
  record Door(String text, boolean warning) {}

  /**
   * What is bound.
   *
   * @param unix the path of {@code libvirt-sock}
   */
  record Bound(
      @Nullable InetSocketAddress tcp,
      @Nullable InetSocketAddress tls,
      @Nullable Path unix,
      @Nullable InetSocketAddress http) {}

  private final JvirtdProperties properties;

  Doors(JvirtdProperties properties) {
    this.properties = properties;
  }

  /** Logs a line for each socket. */
  void say(Bound sockets) {
    LOG.info("Who gets in:");
    for (Door door : of(sockets)) {
      if (door.warning) {
        LOG.warn("  {}", door.text);
      } else {
        LOG.info("  {}", door.text);
      }
    }
  }

  List<Door> of(Bound sockets) {
    return Stream.of(
            sockets.tcp == null ? null : tcp(sockets.tcp),
            sockets.tls == null ? null : tls(sockets.tls),
            sockets.unix == null ? null : unix(sockets.unix),
            sockets.http == null ? null : http(sockets.http))
        .filter(Objects::nonNull)
        .toList();
  }

  private Door tcp(InetSocketAddress address) {
    Authentication auth = properties.listen().tcp().auth();
    return new Door(
        "TCP %s: %s; %s".formatted(where(address), login(auth, everybody(address)), may()),
        isForOthers(address) && auth == Authentication.NONE);
  }

  private Door tls(InetSocketAddress address) {
    JvirtdProperties.Tls tls = properties.listen().tls();
    boolean certificate = tls.clientCertificates() == ClientCertificates.REQUIRED;
    String who = certificate ? "who shows a certificate" : everybody(address);
    if (certificate && !tls.allowedDns().isEmpty()) {
      who += " with one of the allowed names";
    }
    return new Door(
        "TLS %s: %s; %s".formatted(where(address), login(tls.auth(), who), may()),
        isForOthers(address) && !certificate && tls.auth() == Authentication.NONE);
  }

  private Door unix(Path path) {
    JvirtdProperties.Unix unix = properties.listen().unix();
    return new Door(
        "UNIX %s, mode %s: %s; %s"
            .formatted(path, unix.rwPerms(), login(unix.auth(), "who may open it"), may()),
        false);
  }

  private Door http(InetSocketAddress address) {
    JvirtdProperties.Http http = properties.http();
    boolean others = isForOthers(address);
    boolean open = http.reading().isOpen(!others);
    String reads = "reads what the daemon does";
    if (!open) {
      reads = "reads health, version and meters; the rest " + users(http);
    }
    String changes = http.operators().isEmpty() ? "" : "; jvirtd.http.operators may change it";
    return new Door(
        "HTTP %s: %s; %s%s".formatted(where(address), everybody(address), reads, changes),
        open && others);
  }

  private static String users(JvirtdProperties.Http http) {
    return http.users() == null ? "nobody, as jvirtd.http.users is not set" : "who logs in";
  }

  private static String login(Authentication auth, String who) {
    return switch (auth) {
      case NONE -> who;
      case SASL -> who + ", and logs in";
    };
  }

  private static String everybody(InetSocketAddress address) {
    return isForOthers(address) ? "whoever reaches it" : "every user of this machine";
  }

  /** What is not known to be this machine's own counts as open to others. */
  private static boolean isForOthers(InetSocketAddress address) {
    return address.isUnresolved() || !address.getAddress().isLoopbackAddress();
  }

  private String may() {
    JvirtdProperties.Access access = properties.access();
    if (access.rules() != null && !access.rules().isEmpty()) {
      return "may do what jvirtd.access lets them";
    }
    return switch (access.defaultLevel()) {
      case READ_WRITE -> "may do everything";
      case READ_ONLY -> "may read";
      case NONE -> "may do nothing";
    };
  }

  private static String where(InetSocketAddress address) {
    String host =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
