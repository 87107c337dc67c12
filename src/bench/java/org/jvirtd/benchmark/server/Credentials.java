package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jvirtd.rpc.tls.TestAuthority;

/**
 * What daemons and clients of one run prove to each other who they are with, made for the run.
 *
 * @param certificates the folder with cacert.pem, and certificate and key of server and client
 */
public record Credentials(Path certificates, String user, String password)
    implements AutoCloseable {

  /** Makes them: keys of RSA with 2,048 bits, as libvirt's guides have them. */
  public static Credentials make() throws IOException {
    Path folder = Files.createTempDirectory("benchmark-credentials");
    var authority = new TestAuthority("jvirtd benchmark");
    authority.server("localhost").write(folder, "server");
    authority.client("O=jvirtd,CN=benchmark").write(folder, "client");
    return new Credentials(folder, "benchmark", "a password of no great length");
  }

  String file(String name) {
    return certificates.resolve(name).toString();
  }

  @Override
  public void close() throws IOException {
    DaemonProcess.delete(certificates);
  }
}
