package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.Transport;
import org.jvirtd.rpc.sasl.ScramSecret;

/**
 * The real libvirtd, where it is installed: private, in a mount namespace of its own, because its
 * state folders are fixed. That needs root.
 */
public final class Libvirtd implements Daemon {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/libvirtd"), Path.of("/usr/local/sbin/libvirtd"));

  private static final List<Path> SASLPASSWD =
      List.of(Path.of("/usr/sbin/saslpasswd2"), Path.of("/usr/bin/saslpasswd2"));

  private static final List<Path> SCRAM =
      Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
          .map(folder -> Path.of(folder, "sasl2", "libscram.so"))
          .toList();

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

  /** Why none can ask for logins here; empty if one can. */
  public static Optional<String> whyNoLogins() {
    if (SASLPASSWD.stream().noneMatch(Files::isExecutable)) {
      return Optional.of("saslpasswd2 is not installed (Debian: sasl2-bin)");
    }
    if (SCRAM.stream().noneMatch(Files::exists)) {
      return Optional.of("SCRAM of Cyrus SASL is not installed (Debian: libsasl2-modules)");
    }
    return whyNot();
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param logins whether clients of its UNIX socket have to log in
   */
  public static Libvirtd start(Credentials credentials, boolean logins) throws IOException {
    String binary = executable(PLACES);
    Doors doors = Doors.make("libvirtd", credentials, logins);
    String folder = doors.folder().toString();
    Files.writeString(doors.file("libvirtd.conf"), configuration(doors));
    var argv = List.of("unshare", "-m", "sh", "-c", IN_NAMESPACE, "sh", binary, folder);
    Map<String, String> environment = new HashMap<>();
    // It creates folders below these.
    List.of("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        .forEach(home -> environment.put(home, folder));
    if (logins) {
      environment.put("SASL_CONF_PATH", folder);
      addUser(doors);
    }
    String version = Commands.output(binary, "--version").strip();
    return new Libvirtd(DaemonProcess.start(doors, argv, environment), version);
  }

  private static String configuration(Doors doors) {
    Credentials credentials = doors.credentials();
    return """
    listen_tcp = 1
    auth_tcp = "none"
    listen_tls = 1
    auth_tls = "none"
    key_file = "%s"
    cert_file = "%s"
    ca_file = "%s"
    auth_unix_rw = "%s"
    auth_unix_ro = "none"
    listen_addr = "127.0.0.1"
    tcp_port = "%d"
    tls_port = "%d"
    unix_sock_dir = "%s"
    max_clients = 20000
    log_outputs = "3:file:%7$s/log"
    """
        .formatted(
            credentials.file("serverkey.pem"),
            credentials.file("servercert.pem"),
            credentials.file("cacert.pem"),
            doors.logins() ? "sasl" : "none",
            doors.port(),
            doors.tlsPort(),
            doors.folder());
  }

  /**
   * As libvirt's guide has it, but with as many iterations as jvirtd has, and with their result in
   * the file in place of the password: else they would be computed anew for every login.
   */
  private static void addUser(Doors doors) throws IOException {
    Path passwords = doors.file("passwd.db");
    Files.writeString(
        doors.file("libvirt.conf"),
        """
        mech_list: scram-sha-256
        sasldb_path: %s
        scram_iteration_counter: %d
        scram_secret_generate: yes
        """
            .formatted(passwords, ScramSecret.ITERATIONS));
    Credentials credentials = doors.credentials();
    Commands.output(
        "sh",
        "-c",
        "printf %s \"$1\" | SASL_CONF_PATH=\"$5\" \"$2\" -p -c -n -f \"$3\" -a libvirt \"$4\"",
        "sh",
        credentials.password(),
        executable(SASLPASSWD),
        passwords.toString(),
        credentials.user(),
        doors.folder().toString());
  }

  private static String executable(List<Path> places) {
    return places.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
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
