package org.jvirtd.rpc.tls;

import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * What a server shows, and whom it trusts.
 *
 * @param keys its certificate and key
 * @param trust the authorities that sign clients' certificates
 * @param protocols the versions of TLS that are allowed; empty for those of the JDK
 * @param ciphers the cipher suites that are allowed; empty for those of the JDK
 */
public record TlsMaterial(
    List<KeyManager> keys, List<TrustManager> trust, List<String> protocols, List<String> ciphers) {
  public TlsMaterial {
    keys = List.copyOf(keys);
    trust = List.copyOf(trust);
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  public TlsMaterial(List<KeyManager> keys, List<TrustManager> trust) {
    this(keys, trust, List.of(), List.of());
  }
}
