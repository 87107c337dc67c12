package org.jvirtd.benchmark.load;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * What TLS clients show and want. They offer one version, one suite and one group, so that every
 * daemon does the same work; no session is resumed, as libvirt's clients resume none.
 */
final class TlsClients {
  private final Path folder;
  private final SSLContext context;
  private final SSLParameters parameters = new SSLParameters();

  /**
   * @param folder with {@code clientcert.pem}, {@code clientkey.pem} and {@code cacert.pem}
   */
  TlsClients(Path folder) {
    this.folder = folder;
    var own =
        PemSslStoreDetails.forCertificate(file("clientcert.pem"))
            .withPrivateKey(file("clientkey.pem"));
    var trusted = PemSslStoreDetails.forCertificate(file("cacert.pem"));
    context = SslBundle.of(new PemSslStoreBundle(own, trusted)).createSslContext();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(new String[] {"TLS_AES_256_GCM_SHA384"});
    parameters.setNamedGroups(new String[] {"x25519"});
  }

  private String file(String name) {
    return folder.resolve(name).toUri().toString();
  }

  Path folder() {
    return folder;
  }

  /** For the client's side of one connection. */
  SSLEngine newEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters);
    return engine;
  }
}
