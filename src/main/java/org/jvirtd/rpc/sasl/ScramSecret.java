package org.jvirtd.rpc.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server keeps of a password (RFC 5802 section 3): enough to check a proof of it, and not
 * enough to log in with. Its text is {@code SCRAM-SHA-256$ITERATIONS:SALT$STORED-KEY:SERVER-KEY}.
 *
 * @param salt of this password alone
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares secrets as records
public record ScramSecret(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
  /** What the mechanism is called. */
  public static final String MECHANISM = "SCRAM-SHA-256";

  /** Of new secrets; RFC 7677 wants 4096 at least. */
  public static final int ITERATIONS = 10_000;

  static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LEAST_ITERATIONS = 4096;
  private static final int MOST_ITERATIONS = 10_000_000;

  public ScramSecret {
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("iterations are " + iterations);
    }
    if (salt.length == 0 || storedKey.length != HASH_BYTES || serverKey.length != HASH_BYTES) {
      throw new IllegalArgumentException("a salt or a key has a wrong length");
    }
  }

  /** Makes the secret of a password, with a salt of its own. Takes milliseconds. */
  public static ScramSecret of(char[] password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return of(password, salt, ITERATIONS);
  }

  static ScramSecret of(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 8 * HASH_BYTES);
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new ScramSecret(
          iterations, salt, hash(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has it", e);
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static ScramSecret parse(String text) {
    String[] parts = text.split("[$:]", -1);
    if (parts.length != 5 || !parts[0].equals(MECHANISM)) {
      throw new IllegalArgumentException("not a secret of " + MECHANISM);
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new ScramSecret(
        Integer.parseInt(parts[1]),
        base64.decode(parts[2]),
        base64.decode(parts[3]),
        base64.decode(parts[4]));
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "%s$%d:%s$%s:%s"
        .formatted(
            MECHANISM,
            iterations,
            base64.encodeToString(salt),
            base64.encodeToString(storedKey),
            base64.encodeToString(serverKey));
  }

  /** Whether this is the password. Takes milliseconds, and equally long whatever it is. */
  boolean isOf(char[] password) {
    return MessageDigest.isEqual(of(password, salt, iterations).storedKey, storedKey);
  }

  /** Whether this is the proof of someone who knows the password. */
  boolean accepts(byte[] proof, String authMessage) {
    byte[] clientKey = hmac(storedKey, authMessage);
    boolean fits = proof.length == clientKey.length;
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= fits ? proof[i] : 0;
    }
    boolean right = MessageDigest.isEqual(hash(clientKey), storedKey);
    return fits && right;
  }

  /** What proves to the client that this server knows the secret. */
  byte[] serverSignature(String authMessage) {
    return hmac(serverKey, authMessage);
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  /** No secret goes into a log. */
  @Override
  public String toString() {
    return MECHANISM;
  }
}
