package org.jvirtd.rpc.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which clients are let in: those whose certificate the JDK's own check lets pass and was not
 * revoked, and whose distinguished name is on the list, if there is one. It says why it refuses
 * one.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager authorities;
  private final List<GlobPattern> allowedNames;
  private final @Nullable RevocationLists revoked;

  /**
   * @param allowedNames patterns; empty for every name
   * @param revoked what was taken back, or null where nobody tells
   */
  ClientTrust(
      X509ExtendedTrustManager authorities,
      List<String> allowedNames,
      @Nullable RevocationLists revoked) {
    this.authorities = authorities;
    this.revoked = revoked;
    this.allowedNames = allowedNames.stream().map(GlobPattern::new).toList();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> authorities.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, () -> authorities.checkClientTrusted(chain, authType, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, () -> authorities.checkClientTrusted(chain, authType));
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check byAuthorities) throws CertificateException {
    try {
      byAuthorities.run();
    } catch (CertificateException e) {
      throw CertificateRefused.of(chain, e);
    }
    if (revoked != null) {
      revoked.check(chain, authorities.getAcceptedIssuers());
    }
    String name = DistinguishedName.of(chain[0].getSubjectX500Principal());
    if (!allowedNames.isEmpty() && allowedNames.stream().noneMatch(p -> p.matches(name))) {
      throw new CertificateRefused(
          TlsRefusal.NOT_LISTED,
          CertificateRefused.describe(chain[0]) + ": the name is none of those that are allowed");
    }
  }

  // A server trusts no servers; the interface wants an answer.

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType);
  }

  /**
   * None is named to clients. GnuTLS, which libvirt's clients use, shows its one certificate to a
   * server that names no authorities. To one that names them it shows an RSA certificate only if
   * that one also takes signatures of PKCS #1, which TLS 1.3 has not and Java does not offer there.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
