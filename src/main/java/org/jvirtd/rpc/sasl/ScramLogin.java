package org.jvirtd.rpc.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One login by SCRAM-SHA-256, the server's side (RFC 5802 section 5).
 *
 * <pre>
 *   NEW ──client-first──▶ CHALLENGED ──client-final, the proof is good──▶ DONE
 *    └──────────┴── anything else ──▶ FAILED
 * </pre>
 *
 * <p>Channel binding is not offered. Not for several threads at once.
 */
final class ScramLogin {
  /** Longer messages are nobody's. */
  private static final int MAX_MESSAGE_BYTES = 4096;

  private static final int NONCE_BYTES = 24;

  private enum State {
    NEW,
    CHALLENGED,
    DONE,
    FAILED
  }

  private final UserFile users;
  private final String serverNonce;
  private State state = State.NEW;
  private String user = "";
  private String bindingHeader = "";
  private String nonce = "";
  private String authMessage = "";
  private @Nullable ScramSecret secret;

  ScramLogin(UserFile users, SecureRandom random) {
    this(users, nonce(random));
  }

  ScramLogin(UserFile users, String serverNonce) {
    this.users = users;
    this.serverNonce = serverNonce;
  }

  private static String nonce(SecureRandom random) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Takes the client's next message.
   *
   * @return what to answer
   * @throws LoginFailed if it is not what the mechanism wants, or the proof is wrong; the login is
   *     over then
   */
  byte[] step(byte[] message) throws LoginFailed {
    State before = state;
    // Whatever goes wrong from here on, this login has failed.
    state = State.FAILED;
    String text = text(message);
    String answer =
        switch (before) {
          case NEW -> challenge(text);
          case CHALLENGED -> verify(text);
          case DONE, FAILED -> throw new LoginFailed("a message after the end");
        };
    state = before == State.NEW ? State.CHALLENGED : State.DONE;
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  boolean isDone() {
    return state == State.DONE;
  }

  /** Who has logged in, or tries to; empty while that is not known. */
  String user() {
    return user;
  }

  private String challenge(String message) throws LoginFailed {
    // gs2-header: the channel binding flag, and in whose name.
    int flagEnd = message.indexOf(',');
    int headerEnd = message.indexOf(',', flagEnd + 1);
    if (flagEnd < 0 || headerEnd < 0) {
      throw new LoginFailed("no header");
    }
    String flag = message.substring(0, flagEnd);
    if (!flag.equals("n") && !flag.equals("y")) {
      throw new LoginFailed("channel binding, which was not offered");
    }
    bindingHeader = message.substring(0, headerEnd + 1);
    String bare = message.substring(headerEnd + 1);
    String[] attributes = bare.split(",", -1);
    if (attributes.length < 2) {
      throw new LoginFailed("attributes are missing");
    }
    user = name(attribute('n', attributes[0]));
    String clientNonce = attribute('r', attributes[1]);
    if (clientNonce.isEmpty()) {
      throw new LoginFailed("an empty nonce");
    }
    String actsAs = message.substring(flagEnd + 1, headerEnd);
    if (!actsAs.isEmpty() && !name(attribute('a', actsAs)).equals(user)) {
      throw new LoginFailed("wants to act in another name");
    }
    nonce = clientNonce + serverNonce;
    ScramSecret known = users.secretOf(user);
    secret = known;
    String first =
        "r=%s,s=%s,i=%d"
            .formatted(nonce, Base64.getEncoder().encodeToString(known.salt()), known.iterations());
    authMessage = bare + "," + first;
    return first;
  }

  private String verify(String message) throws LoginFailed {
    int proofAt = message.lastIndexOf(",p=");
    if (proofAt < 0) {
      throw new LoginFailed("no proof");
    }
    String withoutProof = message.substring(0, proofAt);
    String[] attributes = withoutProof.split(",", -1);
    if (attributes.length < 2) {
      throw new LoginFailed("attributes are missing");
    }
    byte[] proof = decode(message.substring(proofAt + 3));
    String binding = new String(decode(attribute('c', attributes[0])), StandardCharsets.UTF_8);
    if (!binding.equals(bindingHeader)) {
      throw new LoginFailed("another header than at first");
    }
    if (!attribute('r', attributes[1]).equals(nonce)) {
      throw new LoginFailed("another nonce");
    }
    String signed = authMessage + "," + withoutProof;
    ScramSecret known = secret;
    if (known == null || !known.accepts(proof, signed)) {
      throw new LoginFailed("the user or the password is wrong");
    }
    return "v=" + Base64.getEncoder().encodeToString(known.serverSignature(signed));
  }

  private static String text(byte[] message) throws LoginFailed {
    if (message.length > MAX_MESSAGE_BYTES) {
      throw new LoginFailed("a message of " + message.length + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      throw new LoginFailed("not UTF-8");
    }
  }

  /** The value of an attribute that has to come here. */
  private static String attribute(char name, String text) throws LoginFailed {
    // An "m=" in place of it would be an extension that has to be known (section 5.1).
    if (text.length() < 2 || text.charAt(0) != name || text.charAt(1) != '=') {
      throw new LoginFailed("attribute " + name + " is missing");
    }
    return text.substring(2);
  }

  /** A name as it was before its commas and equals signs were escaped. */
  private static String name(String escaped) throws LoginFailed {
    String name = escaped.replace("=2C", ",").replace("=3D", "=");
    if (name.isEmpty() || escaped.replace("=2C", "").replace("=3D", "").indexOf('=') >= 0) {
      throw new LoginFailed("not a name");
    }
    return name;
  }

  private static byte[] decode(String base64) throws LoginFailed {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new LoginFailed("not base 64");
    }
  }
}
