package org.jvirtd.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.sasl.ScramClient;
import org.jvirtd.rpc.sasl.ScramSecret;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/**
 * The calls by which one connection logs in.
 *
 * <pre>
 *   LISTING ──mechanisms──▶ CHALLENGED ──challenge──▶ PROVING ──signature──▶ (over)
 *                                                        └──signature, incomplete──▶ CONFIRMING ──▶ (over)
 * </pre>
 *
 * <p>Cyrus SASL, which libvirtd uses, wants one empty message more when it has proved itself.
 */
final class Login {
  private static final int MAX_DATA = 1024;

  private enum State {
    LISTING,
    CHALLENGED,
    PROVING,
    CONFIRMING
  }

  private final ScramClient.Login scram;
  private State state = State.LISTING;

  Login(ScramClient user) {
    scram = user.login();
  }

  /** The first call. */
  byte[] begin() {
    return Frames.call(Frames.AUTH_SASL_INIT);
  }

  /**
   * The next call.
   *
   * @param reply the body of the reply to the last one
   * @return null when the login is over
   * @throws IllegalStateException if it is not what the login needs
   */
  byte @Nullable [] next(byte[] reply) {
    XdrReader in = new XdrReader(reply);
    return switch (state) {
      case LISTING -> start(in.readString(MAX_DATA));
      case CHALLENGED -> {
        check(in.readInt() == 0, "over before it began");
        state = State.PROVING;
        yield step(scram.proof(data(in)));
      }
      case PROVING -> confirm(in);
      case CONFIRMING -> {
        check(in.readInt() == 1, "not over");
        yield null;
      }
    };
  }

  private byte[] start(String mechanisms) {
    boolean offered = Arrays.asList(mechanisms.split(",", -1)).contains(ScramSecret.MECHANISM);
    check(offered, "only by " + mechanisms);
    state = State.CHALLENGED;
    return Frames.call(
        Frames.AUTH_SASL_START,
        out -> {
          out.writeString(ScramSecret.MECHANISM, MAX_DATA);
          write(out, scram.first());
        });
  }

  private byte @Nullable [] confirm(XdrReader in) {
    boolean isOver = in.readInt() == 1;
    check(scram.accepts(data(in)), "with a server that does not know the secret");
    state = State.CONFIRMING;
    return isOver ? null : step("");
  }

  private static byte[] step(String message) {
    return Frames.call(Frames.AUTH_SASL_STEP, out -> write(out, message));
  }

  /** Each byte as a number of its own, which is what "char data" is in XDR. */
  private static void write(XdrWriter out, String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length == 0 ? 1 : 0); // whether there is nothing to say
    out.writeCount(bytes.length, MAX_DATA);
    for (byte each : bytes) {
      out.writeInt(each);
    }
  }

  private static String data(XdrReader in) {
    in.readInt(); // whether there is nothing to say
    byte[] bytes = new byte[in.readCount(MAX_DATA, 4)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) in.readInt();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void check(boolean good, String otherwise) {
    if (!good) {
      throw new IllegalStateException("a login is " + otherwise);
    }
  }
}
