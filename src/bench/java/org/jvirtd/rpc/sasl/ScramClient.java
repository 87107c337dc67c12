package org.jvirtd.rpc.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A user who logs in by SCRAM-SHA-256, for the load client: the client's side of RFC 5802. What
 * takes long, the key that is made of the password, is made once for a salt, as its section 5.1
 * allows. For one thread.
 */
public final class ScramClient {
  private static final String HEADER = "n,,";

  private record Key(String salt, int iterations) {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares keys
  private record Keys(byte[] clientKey, ScramSecret secret) {}

  private final String user;
  private final char[] password;
  private final Map<Key, Keys> known = new HashMap<>();

  public ScramClient(String user, String password) {
    this.user = user;
    this.password = password.toCharArray();
  }

  /** Begins a login. */
  public Login login() {
    return new Login(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
  }

  /** One login: what is said first, what is answered, and whether the server is the right one. */
  public final class Login {
    private final String firstBare;
    private final String nonce;
    private byte[] signature = {};

    private Login(String nonce) {
      this.nonce = nonce;
      firstBare = "n=" + user + ",r=" + nonce;
    }

    public String first() {
      return HEADER + firstBare;
    }

    /** Proves to know the password, given the server's first message. */
    public String proof(String serverFirst) {
      String[] parts = serverFirst.split(",", -1);
      String bothNonces = parts[0].substring(2);
      if (!bothNonces.startsWith(nonce)) {
        throw new IllegalStateException("a challenge for another nonce: " + serverFirst);
      }
      Key key = new Key(parts[1].substring(2), Integer.parseInt(parts[2].substring(2)));
      Keys keys = known.computeIfAbsent(key, ScramClient.this::make);
      Base64.Encoder base64 = Base64.getEncoder();
      String withoutProof =
          "c="
              + base64.encodeToString(HEADER.getBytes(StandardCharsets.UTF_8))
              + ",r="
              + bothNonces;
      String signed = firstBare + "," + serverFirst + "," + withoutProof;
      byte[] proof = ScramSecret.hmac(keys.secret.storedKey(), signed);
      for (int i = 0; i < proof.length; i++) {
        proof[i] ^= keys.clientKey[i];
      }
      signature = keys.secret.serverSignature(signed);
      return withoutProof + ",p=" + base64.encodeToString(proof);
    }

    /** Whether the server knows the secret too, given its last message. */
    public boolean accepts(String serverFinal) {
      return serverFinal.startsWith("v=")
          && MessageDigest.isEqual(Base64.getDecoder().decode(serverFinal.substring(2)), signature);
    }
  }

  private Keys make(Key key) {
    byte[] salt = Base64.getDecoder().decode(key.salt);
    ScramSecret secret = ScramSecret.of(password, salt, key.iterations);
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(
                  new PBEKeySpec(password, salt, key.iterations, 8 * secret.storedKey().length))
              .getEncoded();
      return new Keys(ScramSecret.hmac(salted, "Client Key"), secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
