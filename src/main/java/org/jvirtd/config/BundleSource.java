package org.jvirtd.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.tls.ClientCertificates;
import org.jvirtd.rpc.tls.RevocationLists;
import org.jvirtd.rpc.tls.TlsCredentials;
import org.jvirtd.rpc.tls.TlsMaterial;
import org.jvirtd.rpc.tls.TlsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/** TLS credentials of a Spring SSL bundle, and of what becomes of it. */
final class BundleSource {
  private static final Logger LOG = LoggerFactory.getLogger(BundleSource.class);

  private final SslBundles bundles;
  private final SslProperties properties;

  BundleSource(SslBundles bundles, SslProperties properties) {
    this.bundles = bundles;
    this.properties = properties;
  }

  /**
   * Makes credentials that follow their bundle: they are replaced when Spring sees its files
   * change, and read anew when they are told to.
   *
   * @throws IllegalArgumentException if there is no such bundle, or it lacks what it needs
   */
  TlsCredentials credentials(JvirtdProperties.Tls tls) {
    String name = tls.bundle();
    TlsOptions options =
        new TlsOptions(
            tls.clientCertificates(),
            tls.allowedDns(),
            tls.handshakeTimeout(),
            tls.maxHandshakes());
    RevocationLists revoked = tls.crl() == null ? null : revoked(tls.crl(), options);
    TlsCredentials credentials;
    try {
      credentials = new TlsCredentials(options, () -> material(read(name), options), revoked);
    } catch (NoSuchSslBundleException e) {
      throw new IllegalArgumentException(
          "there is no bundle '%s': name one below spring.ssl.bundle.pem or .jks".formatted(name),
          e);
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "bundle '%s' cannot be used: %s".formatted(name, reason(e)), e);
    }
    bundles.addBundleUpdateHandler(name, bundle -> replace(credentials, bundle));
    return credentials;
  }

  private static RevocationLists revoked(Path file, TlsOptions options) {
    if (options.clientCertificates() == ClientCertificates.NONE) {
      throw new IllegalArgumentException(
          "crl lists certificates of clients, but client-certificates is none: nobody shows one");
    }
    try {
      return new RevocationLists(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("crl '%s' cannot be used: %s".formatted(file, e), e);
    }
  }

  private static void replace(TlsCredentials credentials, SslBundle bundle) {
    TlsMaterial material;
    try {
      material = material(bundle, credentials.options());
    } catch (RuntimeException e) {
      LOG.error("The TLS credentials cannot be read and stay as they are: {}", e.getMessage());
      return;
    }
    try {
      credentials.replace(material);
    } catch (GeneralSecurityException e) {
      LOG.debug("The credentials have said so themselves", e);
    }
  }

  /** Spring says that there is something, and the cause of the cause what it is. */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause == null) {
      return String.valueOf(failure.getMessage());
    }
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return failure.getMessage() + ": " + cause.getMessage();
  }

  /** Reads the bundle's files; one that somebody else has registered is asked for as it is. */
  private SslBundle read(String name) {
    PemSslBundleProperties pem = properties.getBundle().getPem().get(name);
    if (pem != null) {
      return PropertiesSslBundle.get(pem);
    }
    JksSslBundleProperties jks = properties.getBundle().getJks().get(name);
    return jks != null ? PropertiesSslBundle.get(jks) : bundles.getBundle(name);
  }

  private static TlsMaterial material(SslBundle bundle, TlsOptions options) {
    if (bundle.getStores().getKeyStore() == null) {
      throw new IllegalArgumentException("it has no certificate and key (keystore)");
    }
    if (options.clientCertificates() != ClientCertificates.NONE
        && bundle.getStores().getTrustStore() == null) {
      // Java would trust all the public authorities then: anybody could buy a way in.
      throw new IllegalArgumentException(
          "it names no authority that signs clients' certificates (truststore)");
    }
    SslOptions ssl = bundle.getOptions();
    return new TlsMaterial(
        Arrays.asList(bundle.getManagers().getKeyManagers()),
        Arrays.asList(bundle.getManagers().getTrustManagers()),
        list(ssl.getEnabledProtocols()),
        list(ssl.getCiphers()));
  }

  private static List<String> list(String @Nullable [] names) {
    return names == null ? List.of() : List.of(names);
  }
}
