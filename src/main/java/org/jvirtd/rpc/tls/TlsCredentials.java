package org.jvirtd.rpc.tls;

import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server's TLS rests on at this moment. It can be replaced while the server runs: handshakes
 * that begin from then on use the new, connections that are there stay. Safe for several threads at
 * once.
 *
 * <p>Sessions are resumed for minutes at most, and never across a replacement: a resumed one passes
 * by the check of its certificate.
 */
public final class TlsCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(TlsCredentials.class);

  private static final int RESUMABLE_SECONDS = 300;

  private record Current(TlsMaterial material, SSLContext context, SSLParameters parameters) {}

  private final TlsOptions options;
  private final Callable<TlsMaterial> source;
  private final @Nullable RevocationLists revoked;
  private final TlsCounters counters = new TlsCounters();
  private volatile Current current;

  /**
   * @param source reads the material anew, from where it lies
   * @throws Exception if it cannot be read or used
   */
  public TlsCredentials(TlsOptions options, Callable<TlsMaterial> source) throws Exception {
    this(options, source, null);
  }

  /**
   * @param source reads the material anew, from where it lies
   * @param revoked certificates that are good no more, or null where nobody tells
   * @throws Exception if the material cannot be read or used
   */
  public TlsCredentials(
      TlsOptions options, Callable<TlsMaterial> source, @Nullable RevocationLists revoked)
      throws Exception {
    this.options = options;
    this.source = source;
    this.revoked = revoked;
    this.current = make(source.call());
  }

  public TlsOptions options() {
    return options;
  }

  public TlsCounters counters() {
    return counters;
  }

  /** For the server's side of one connection. It may read a file: not on the loop thread. */
  SSLEngine newEngine() {
    forgetSessionsIfRevoked();
    Current now = current;
    SSLEngine engine = now.context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(now.parameters);
    return engine;
  }

  /** A session that is resumed passes by the lists: after a change of them there are none. */
  private void forgetSessionsIfRevoked() {
    if (revoked == null || !revoked.refresh()) {
      return;
    }
    try {
      current = make(current.material);
    } catch (GeneralSecurityException e) {
      LOG.error("TLS sessions from before cannot be forgotten: {}", e.getMessage());
    }
  }

  /**
   * Reads the material anew and uses it from now on. Reads files: not on the event loop thread.
   *
   * @throws GeneralSecurityException if it cannot be read or used; what there was stays
   */
  public void reload() throws GeneralSecurityException {
    TlsMaterial material;
    try {
      material = source.call();
      if (revoked != null) {
        revoked.reload();
      }
    } catch (Exception e) {
      counters.reloadsFailed.increment();
      LOG.error("The TLS credentials cannot be read and stay as they are: {}", e.getMessage());
      throw new GeneralSecurityException(e.getMessage(), e);
    }
    replace(material);
  }

  /**
   * Uses this from now on.
   *
   * @throws GeneralSecurityException if it cannot be used; what there was stays
   */
  public void replace(TlsMaterial material) throws GeneralSecurityException {
    try {
      current = make(material);
    } catch (GeneralSecurityException e) {
      counters.reloadsFailed.increment();
      LOG.error("The TLS credentials cannot be used and stay as they are: {}", e.getMessage());
      throw e;
    }
    counters.reloads.increment();
    LOG.info("The TLS credentials have been read anew");
  }

  private Current make(TlsMaterial material) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] trust =
        material.trust().stream()
            .map(manager ->
                manager instanceof X509ExtendedTrustManager x509
                    ? new ClientTrust(x509, options.allowedNames(), revoked)
                    : manager)
            .toArray(TrustManager[]::new);
    context.init(material.keys().toArray(KeyManager[]::new), trust, null);
    SSLSessionContext sessions = context.getServerSessionContext();
    sessions.setSessionTimeout(RESUMABLE_SECONDS);
    sessions.setSessionCacheSize(1);
    return new Current(material, context, parameters(context, material));
  }

  private SSLParameters parameters(SSLContext context, TlsMaterial material) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setUseCipherSuitesOrder(true);
    if (!material.protocols().isEmpty()) {
      parameters.setProtocols(material.protocols().toArray(String[]::new));
    }
    if (!material.ciphers().isEmpty()) {
      parameters.setCipherSuites(material.ciphers().toArray(String[]::new));
    }
    switch (options.clientCertificates()) {
      case REQUIRED -> parameters.setNeedClientAuth(true);
      case OPTIONAL -> parameters.setWantClientAuth(true);
      case NONE -> parameters.setNeedClientAuth(false);
    }
    return parameters;
  }
}
