package org.jvirtd.rpc.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates that their authorities have taken back, as a file lists them (RFC 5280, in PEM or
 * DER; libvirt's is {@code /etc/pki/CA/cacrl.pem}). As GnuTLS has it for libvirtd: a certificate of
 * an authority without a list is good, and one of an authority whose list is out of date is not.
 * The JDK's own check knows only the opposite of the first, or leaves out the second.
 *
 * <p>The file is read again when it has changed. Safe for several threads at once, but not for the
 * event loop's: it reads files and verifies.
 */
public final class RevocationLists {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationLists.class);

  /** Some hundred thousand certificates. */
  static final long MOST_BYTES = 16 << 20;

  /** What a file looks like that need not be read again. */
  private record Stamp(FileTime changed, long bytes) {}

  private final Path file;
  private final InstantSource clock;
  private volatile List<X509CRL> lists;
  private @Nullable Stamp seen;

  /**
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it holds something else
   */
  public RevocationLists(Path file) throws IOException, GeneralSecurityException {
    this(file, InstantSource.system());
  }

  RevocationLists(Path file, InstantSource clock) throws IOException, GeneralSecurityException {
    this.file = file;
    this.clock = clock;
    this.seen = stamp();
    this.lists = read();
  }

  /**
   * Reads the file again.
   *
   * @throws IOException if it cannot be read; what there was stays
   * @throws GeneralSecurityException if it holds something else; what there was stays
   */
  synchronized void reload() throws IOException, GeneralSecurityException {
    Stamp now = stamp();
    lists = read();
    seen = now;
  }

  /**
   * Reads the file again if it has changed.
   *
   * @return whether the lists are others now
   */
  synchronized boolean refresh() {
    Stamp now = null;
    try {
      now = stamp();
      if (now.equals(seen)) {
        return false;
      }
      lists = read();
      LOG.info("{} has been read anew: {} lists of revoked certificates", file, lists.size());
      return true;
    } catch (IOException | GeneralSecurityException e) {
      if (seen != null) {
        LOG.error("{} cannot be read, and what it said before stays: {}", file, e.toString());
      }
      return false;
    } finally {
      // Said once of each state of the file.
      seen = now;
    }
  }

  private Stamp stamp() throws IOException {
    return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
  }

  private List<X509CRL> read() throws IOException, GeneralSecurityException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
    }
    List<X509CRL> found = new ArrayList<>();
    var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
    for (CRL list : CertificateFactory.getInstance("X.509").generateCRLs(bytes)) {
      X509CRL known = (X509CRL) list;
      Set<String> critical = known.getCriticalExtensionOIDs();
      if (critical != null && !critical.isEmpty()) {
        throw new GeneralSecurityException(
            "%s: the list of %s is a part of another one, or of another kind"
                .formatted(file, DistinguishedName.of(known.getIssuerX500Principal())));
      }
      found.add(known);
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException(file + " holds no list of revoked certificates");
    }
    return List.copyOf(found);
  }

  /**
   * Checks a chain that is good otherwise.
   *
   * @param authorities that are trusted
   * @throws CertificateRefused if one of the chain was taken back, or may have been
   */
  void check(X509Certificate[] chain, X509Certificate[] authorities) throws CertificateRefused {
    for (X509Certificate certificate : chain) {
      for (X509CRL list : lists) {
        if (list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())) {
          check(certificate, list, Stream.of(chain, authorities).flatMap(Stream::of).toList());
        }
      }
    }
  }

  private void check(X509Certificate certificate, X509CRL list, List<X509Certificate> issuers)
      throws CertificateRefused {
    if (issuers.stream().noneMatch(issuer -> hasSigned(issuer, list))) {
      throw unknown(certificate, "the list of those that were revoked has another signature");
    }
    Date next = list.getNextUpdate();
    if (next != null && next.toInstant().isBefore(clock.instant())) {
      throw unknown(
          certificate,
          "the list of those that were revoked is out of date since " + next.toInstant());
    }
    X509CRLEntry entry = list.getRevokedCertificate(certificate);
    if (entry != null) {
      throw new CertificateRefused(
          TlsRefusal.REVOKED,
          "%s: it was revoked at %s"
              .formatted(
                  CertificateRefused.describe(certificate), entry.getRevocationDate().toInstant()));
    }
  }

  private static boolean hasSigned(X509Certificate issuer, X509CRL list) {
    if (!issuer.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static CertificateRefused unknown(X509Certificate certificate, String why) {
    return new CertificateRefused(
        TlsRefusal.REVOCATION_UNKNOWN, CertificateRefused.describe(certificate) + ": " + why);
  }
}
