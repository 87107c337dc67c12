package org.jvirtd.rpc.sasl;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins of a server's clients. A failed one is answered late: twice as late with each failure
 * of the same connection. Safe for several threads at once.
 */
public final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  /** Doublings of the delay, at most. */
  private static final int MOST_DOUBLINGS = 5;

  private final UserFile users;
  private final Duration failureDelay;
  private final SecureRandom random = new SecureRandom();
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /**
   * @param failureDelay how late the first failure of a connection is answered
   */
  public Logins(UserFile users, Duration failureDelay) {
    if (failureDelay.isNegative() || failureDelay.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "failure-delay must be 0 to 60 seconds, not " + failureDelay);
    }
    this.users = users;
    this.failureDelay = failureDelay;
  }

  /** The logins of one connection, one after the other. */
  public Client client(String connection) {
    return new Client(connection);
  }

  /** Logins that succeeded. */
  public long succeeded() {
    return succeeded.sum();
  }

  /** Logins that failed. */
  public long failed() {
    return failed.sum();
  }

  /**
   * What to answer to a message.
   *
   * @param user who has logged in with it, or null while there is more to say
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
  public record Answer(byte[] data, @Nullable String user) {}

  /** One connection's logins. Safe for several threads at once. */
  public final class Client {
    private final String connection;
    private @Nullable ScramLogin login;
    private boolean offered;
    private int failures;

    private Client(String connection) {
      this.connection = connection;
    }

    /**
     * Names the mechanisms and begins.
     *
     * @throws LoginFailed if one has begun already
     */
    public synchronized String mechanisms() throws LoginFailed {
      if (offered) {
        throw fail("it begins twice", "");
      }
      offered = true;
      return ScramSecret.MECHANISM;
    }

    /**
     * Takes the mechanism that the client has chosen, and its first message.
     *
     * @throws LoginFailed if there is no such mechanism, or the message is not good
     */
    public synchronized Answer start(String mechanism, byte[] data) throws LoginFailed {
      if (!offered || login != null) {
        throw fail("it starts out of turn", "");
      }
      if (!mechanism.equals(ScramSecret.MECHANISM)) {
        throw fail("it wants a mechanism that was not offered", "");
      }
      login = new ScramLogin(users, random);
      return step(data);
    }

    /**
     * Takes the client's next message.
     *
     * @throws LoginFailed if it is not good
     */
    public synchronized Answer step(byte[] data) throws LoginFailed {
      ScramLogin current = login;
      if (current == null) {
        throw fail("it goes on with what has not begun", "");
      }
      try {
        byte[] answer = current.step(data);
        if (!current.isDone()) {
          return new Answer(answer, null);
        }
        succeeded.increment();
        LOG.info("{}: {} has logged in", connection, current.user());
        return new Answer(answer, current.user());
      } catch (LoginFailed e) {
        throw fail(String.valueOf(e.getMessage()), current.user());
      }
    }

    private LoginFailed fail(String why, String user) {
      failed.increment();
      failures++;
      login = null;
      offered = false;
      // What a client sends is not trusted to be fit for a log.
      LOG.warn(
          "{}: login {}failed: {}",
          connection,
          user.isEmpty() ? "" : "of '" + user.replaceAll("\\p{Cntrl}", "?") + "' ",
          why);
      return new LoginFailed(why);
    }

    /** How late the failure that has just been is to be answered. */
    public synchronized Duration delay() {
      return failureDelay.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    }
  }
}
