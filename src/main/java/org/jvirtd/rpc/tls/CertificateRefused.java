package org.jvirtd.rpc.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** A client's certificate is not good enough, and why. */
final class CertificateRefused extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final TlsRefusal reason;

  CertificateRefused(TlsRefusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  private CertificateRefused(TlsRefusal reason, String message, CertificateException cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What the JDK's check of a chain has found. */
  static CertificateRefused of(X509Certificate[] chain, CertificateException found) {
    String whose = chain.length == 0 ? "no certificate" : describe(chain[0]);
    return new CertificateRefused(reason(found), whose + ": " + innermost(found), found);
  }

  TlsRefusal reason() {
    return reason;
  }

  static String describe(X509Certificate certificate) {
    return "the certificate of %s, issued by %s, valid from %s to %s"
        .formatted(
            DistinguishedName.of(certificate.getSubjectX500Principal()),
            DistinguishedName.of(certificate.getIssuerX500Principal()),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant());
  }

  private static TlsRefusal reason(CertificateException found) {
    for (@Nullable Throwable e = found; e != null; e = e.getCause()) {
      TlsRefusal reason =
          switch (e) {
            case CertificateExpiredException x -> TlsRefusal.EXPIRED;
            case CertificateNotYetValidException x -> TlsRefusal.NOT_YET_VALID;
            case CertificateRevokedException x -> TlsRefusal.REVOKED;
            case CertPathBuilderException x when x.getCause() == null -> TlsRefusal.UNKNOWN_ISSUER;
            case CertPathValidatorException x -> basic(x.getReason());
            default -> null;
          };
      if (reason != null) {
        return reason;
      }
    }
    return TlsRefusal.BAD_CERTIFICATE;
  }

  private static @Nullable TlsRefusal basic(CertPathValidatorException.Reason reason) {
    if (reason instanceof BasicReason basic) {
      return switch (basic) {
        case EXPIRED -> TlsRefusal.EXPIRED;
        case NOT_YET_VALID -> TlsRefusal.NOT_YET_VALID;
        case REVOKED -> TlsRefusal.REVOKED;
        default -> null;
      };
    }
    return null;
  }

  private static String innermost(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }
}
