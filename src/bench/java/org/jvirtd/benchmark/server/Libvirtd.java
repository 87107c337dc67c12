package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.Transport;

/**
 * The real libvirtd, where it is installed: private, in a mount namespace of its own, because its
 * state folders are fixed. That needs root.
 */
public final class Libvirtd implements Daemon {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/libvirtd"), Path.of("/usr/local/sbin/libvirtd"));

  /** Covers the fixed folders, then becomes the daemon, so that our child's id is the daemon's. */
  private static final String IN_NAMESPACE =
      """
      set -e
      mount --make-rprivate /
      mkdir -p /run/libvirt /var/lib/libvirt /var/cache/libvirt
      for covered in /run/libvirt /var/lib/libvirt /var/cache/libvirt; do
        mount -t tmpfs tmpfs "$covered"
      done
      exec "$1" --listen --config "$2/libvirtd.conf" --pid-file "$2/pid"
      """;

  private final DaemonProcess process;
  private final String version;

  private Libvirtd(DaemonProcess process, String version) {
    this.process = process;
    this.version = version;
  }

  /** Why there can be none here; empty if there can. */
  public static Optional<String> whyNot() {
    if (PLACES.stream().noneMatch(Files::isExecutable)) {
      return Optional.of("libvirtd is not installed (Debian: libvirt-daemon-system)");
    }
    try {
      Commands.output("unshare", "-m", "true");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("a private libvirtd needs root and unshare: " + e.getMessage());
    }
  }

  /** Starts one and returns when it answers. */
  public static Libvirtd start() throws IOException {
    String binary =
        PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    Path folder = DaemonProcess.newFolder("benchmark-libvirtd");
    int port = DaemonProcess.freePort();
    Files.writeString(folder.resolve("libvirtd.conf"), configuration(folder, port));
    var argv = List.of("unshare", "-m", "sh", "-c", IN_NAMESPACE, "sh", binary, folder.toString());
    // It creates folders below these.
    var homes = List.of("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME");
    Map<String, String> environment =
        homes.stream().collect(java.util.stream.Collectors.toMap(h -> h, h -> folder.toString()));
    String version = Commands.output(binary, "--version").strip();
    return new Libvirtd(DaemonProcess.start(folder, port, argv, environment), version);
  }

  private static String configuration(Path folder, int port) {
    return """
    listen_tls = 0
    listen_tcp = 1
    auth_tcp = "none"
    auth_unix_rw = "none"
    auth_unix_ro = "none"
    listen_addr = "127.0.0.1"
    tcp_port = "%d"
    unix_sock_dir = "%s"
    max_clients = 20000
    log_outputs = "3:file:%2$s/log"
    """
        .formatted(port, folder);
  }

  @Override
  public String name() {
    return "libvirtd";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Address address(Transport transport) {
    return process.address(transport);
  }

  @Override
  public OptionalLong liveHeapBytes() {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong allocatedBytes() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    process.close();
  }
}
