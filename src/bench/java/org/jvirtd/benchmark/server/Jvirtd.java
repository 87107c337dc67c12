package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.Transport;
import org.jvirtd.rpc.sasl.UserFile;

/** jvirtd from its jar, as users run it. */
public final class Jvirtd implements Daemon {
  private static final int MAX_CLIENTS = 20_000;

  private final DaemonProcess process;

  private Jvirtd(DaemonProcess process) {
    this.process = process;
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param javaOptions options of its JVM; none is what users have
   * @param logins whether clients of its UNIX socket have to log in
   */
  public static Jvirtd start(
      Path jar, List<String> javaOptions, Credentials credentials, boolean logins)
      throws IOException {
    Doors doors = Doors.make("jvirtd", credentials, logins);
    List<String> argv = new ArrayList<>();
    argv.add(Commands.java("java"));
    argv.addAll(javaOptions);
    argv.addAll(List.of("-jar", jar.toString()));
    argv.addAll(properties(doors));
    if (logins) {
      Path users = doors.file("users");
      new UserFile(users).put(credentials.user(), credentials.password().toCharArray());
      argv.add("--jvirtd.listen.unix.auth=sasl");
      argv.add("--jvirtd.sasl.users=" + users);
    }
    return new Jvirtd(DaemonProcess.start(doors, argv, Map.of()));
  }

  private static List<String> properties(Doors doors) {
    Credentials credentials = doors.credentials();
    String bundle = "--spring.ssl.bundle.pem.rpc.";
    return List.of(
        "--jvirtd.listen.tcp.port=" + doors.port(),
        "--jvirtd.listen.unix.directory=" + doors.folder(),
        "--jvirtd.listen.tls.enabled=true",
        "--jvirtd.listen.tls.port=" + doors.tlsPort(),
        bundle + "keystore.certificate=" + credentials.file("servercert.pem"),
        bundle + "keystore.private-key=" + credentials.file("serverkey.pem"),
        bundle + "truststore.certificate=" + credentials.file("cacert.pem"),
        "--jvirtd.clients.max=" + MAX_CLIENTS,
        "--server.port=0");
  }

  @Override
  public String name() {
    return "jvirtd";
  }

  @Override
  public String version() {
    return "java " + Runtime.version();
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
  public OptionalLong liveHeapBytes() throws IOException {
    // The histogram collects first and counts live objects only; its last line is the total.
    String histogram =
        Commands.output(Commands.java("jcmd"), Long.toString(process.pid()), "GC.class_histogram");
    String total =
        histogram
            .lines()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow(() -> new IOException("no total in: " + histogram));
    return OptionalLong.of(Long.parseLong(total.split("\\s+", -1)[2]));
  }

  @Override
  public OptionalLong allocatedBytes() throws IOException {
    return OptionalLong.of(
        JavaThreads.allocatedBytes(
            process.pid(), name -> name.startsWith("event-loop") || name.contains("rpc-")));
  }

  @Override
  public void close() {
    process.close();
  }
}
