package org.jvirtd.rpc.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority that signs certificates for tests, of any name and any time. It writes the few
 * structures of X.509 that TLS peers look at.
 */
public final class TestAuthority {
  private static final byte[] SHA256_WITH_RSA = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11);
  private static final byte[] SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11);
  private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
  private static final byte[] KEY_USAGE = oid(0x55, 0x1d, 0x0f);
  private static final byte[] EXTENDED_KEY_USAGE = oid(0x55, 0x1d, 0x25);
  private static final byte[] SERVER_AUTH = oid(0x2b, 6, 1, 5, 5, 7, 3, 1);
  private static final byte[] CLIENT_AUTH = oid(0x2b, 6, 1, 5, 5, 7, 3, 2);
  private static final char[] NO_PASSWORD = {};
  private static long lastSerial;

  /** Of nearly all that is issued: making a key takes time. */
  private static final KeyPair ISSUED_KEYS = newKeys("RSA", 2048);

  /** A certificate with its key, and the authority's. */
  public record Issued(X509Certificate certificate, PrivateKey key, X509Certificate authority) {
    /** What Java's TLS shows and trusts. */
    public TlsMaterial material() {
      try {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", key, NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, NO_PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);
        return new TlsMaterial(
            List.of(keyManagers.getKeyManagers()), List.of(trustManagers.getTrustManagers()));
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Writes cacert.pem, and the other two as {@code <whose>cert.pem} and {@code …key.pem}. */
    public Path write(Path folder, String whose) {
      try {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("cacert.pem"), pem("CERTIFICATE", encoded(authority)));
        Files.writeString(
            folder.resolve(whose + "cert.pem"), pem("CERTIFICATE", encoded(certificate)));
        Files.writeString(folder.resolve(whose + "key.pem"), pem("PRIVATE KEY", key.getEncoded()));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final byte[] name;
  private final KeyPair keys = newKeys("RSA", 2048);
  private final X509Certificate certificate;

  public TestAuthority(String commonName) {
    name = name("CN=" + commonName);
    Instant now = Instant.now();
    byte[] extensions =
        sequence(
            extension(BASIC_CONSTRAINTS, true, sequence(tlv(1, new byte[] {-1}))),
            extension(KEY_USAGE, true, bits(0x06)));
    certificate =
        sign(
            name,
            keys,
            now.minus(Duration.ofDays(1000)),
            now.plus(Duration.ofDays(1000)),
            extensions);
  }

  /** A certificate for the server at 127.0.0.1. */
  public Issued server(String commonName) {
    return server(commonName, ISSUED_KEYS);
  }

  /** The same, for a key on P-256. GnuTLS could not read the key as Java writes it. */
  public Issued serverWithCurve(String commonName) {
    return server(commonName, newKeys("EC", 256));
  }

  private Issued server(String commonName, KeyPair own) {
    Instant now = Instant.now();
    return issue(
        "CN=" + commonName,
        own,
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(30)),
        extension(
            SUBJECT_ALT_NAME,
            false,
            sequence(
                tlv(0x87, new byte[] {127, 0, 0, 1}),
                tlv(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)))),
        extension(EXTENDED_KEY_USAGE, false, sequence(SERVER_AUTH)));
  }

  /**
   * A certificate for a client.
   *
   * @param distinguishedName of C, O, OU and CN, as "C=GB,O=Red Hat,CN=anna"
   */
  public Issued client(String distinguishedName) {
    Instant now = Instant.now();
    return client(distinguishedName, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
  }

  public Issued client(String distinguishedName, Instant from, Instant to) {
    return issue(
        distinguishedName,
        ISSUED_KEYS,
        from,
        to,
        extension(EXTENDED_KEY_USAGE, false, sequence(CLIENT_AUTH)));
  }

  private Issued issue(
      String subject, KeyPair own, Instant from, Instant to, byte[]... extensions) {
    // libvirt wants keyEncipherment among the usages of a key, if any are named.
    byte[] usage = extension(KEY_USAGE, true, bits(0xa0));
    byte[] all = sequence(usage, concatenate(extensions));
    return new Issued(sign(name(subject), own, from, to, all), own.getPrivate(), certificate);
  }

  /** A list, in PEM, of what of all that is issued is revoked as from its first moment. */
  public String revoke(Instant from, Instant to, X509Certificate... revoked) {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    for (X509Certificate certificate : revoked) {
      entries.writeBytes(
          sequence(integer(certificate.getSerialNumber().longValueExact()), time(from)));
    }
    byte[] algorithm = sequence(SHA256_WITH_RSA, tlv(5));
    byte[] list = revoked.length == 0 ? new byte[0] : sequence(entries.toByteArray());
    byte[] toSign = sequence(integer(1), algorithm, name, time(from), time(to), list);
    return pem("X509 CRL", sequence(toSign, algorithm, tlv(3, new byte[] {0}, signed(toSign))));
  }

  private byte[] signed(byte[] toSign) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(toSign);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      byte[] subject, KeyPair own, Instant from, Instant to, byte[] extensions) {
    byte[] algorithm = sequence(SHA256_WITH_RSA, tlv(5));
    byte[] toSign =
        sequence(
            tlv(0xa0, integer(2)),
            integer(nextSerial()),
            algorithm,
            name,
            sequence(time(from), time(to)),
            subject,
            own.getPublic().getEncoded(),
            tlv(0xa3, extensions));
    try {
      byte[] der = sequence(toSign, algorithm, tlv(3, new byte[] {0}, signed(toSign)));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized long nextSerial() {
    return ++lastSerial;
  }

  private static KeyPair newKeys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }

  // ---- DER ----

  private static byte[] name(String distinguishedName) {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    for (String part : distinguishedName.split(",", -1)) {
      int equals = part.indexOf('=');
      int attribute =
          switch (part.substring(0, equals)) {
            case "CN" -> 3;
            case "C" -> 6;
            case "O" -> 10;
            case "OU" -> 11;
            default -> throw new IllegalArgumentException(part);
          };
      int type = attribute == 6 ? 0x13 : 0x0c;
      byte[] value = part.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
      parts.writeBytes(tlv(0x31, sequence(oid(0x55, 4, attribute), tlv(type, value))));
    }
    return tlv(0x30, parts.toByteArray());
  }

  private static byte[] extension(byte[] id, boolean critical, byte[] value) {
    byte[] isCritical = critical ? tlv(1, new byte[] {-1}) : new byte[0];
    return sequence(id, isCritical, tlv(4, value));
  }

  private static byte[] bits(int first) {
    return tlv(3, new byte[] {(byte) Integer.numberOfTrailingZeros(first), (byte) first});
  }

  private static byte[] time(Instant moment) {
    String text =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").format(moment.atOffset(ZoneOffset.UTC));
    return tlv(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] integer(long value) {
    return tlv(2, BigInteger.valueOf(value).toByteArray());
  }

  private static byte[] oid(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return tlv(6, content);
  }

  private static byte[] sequence(byte[]... parts) {
    return tlv(0x30, parts);
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    byte[] content = concatenate(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int skipped = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - skipped));
      out.write(length, skipped, length.length - skipped);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concatenate(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
