package org.jvirtd.observe.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.sasl.UserFile;

/**
 * What is asked of those who come over HTTP.
 *
 * @param loopbackOnly whether HTTP listens where nobody but this machine comes from
 * @param reading who may read
 * @param users who may log in, or null for nobody
 * @param operators those of the users who may also change something
 * @param allowedHosts names beside "localhost" by which browsers may call this daemon
 * @param failureDelay how long an address is refused after its first failed login; doubled with
 *     each
 * @param maxLogins passwords that are checked at a time; each costs milliseconds of computing
 */
public record HttpAccess(
    boolean loopbackOnly,
    Reading reading,
    @Nullable UserFile users,
    Set<String> operators,
    List<String> allowedHosts,
    Duration failureDelay,
    int maxLogins) {
  private static final int MOST_LOGINS = 64;

  /**
   * @throws IllegalArgumentException if a value is out of its range, or there are operators without
   *     a file of users
   */
  public HttpAccess {
    operators = Set.copyOf(operators);
    allowedHosts =
        allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).distinct().toList();
    if (users == null && !operators.isEmpty()) {
      throw new IllegalArgumentException("operators are named, and users names no file of users");
    }
    if (failureDelay.isNegative() || failureDelay.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "failure-delay must be 0 to 60 seconds, not " + failureDelay);
    }
    if (maxLogins < 1 || maxLogins > MOST_LOGINS) {
      throw new IllegalArgumentException(
          "max-logins must be 1 to %d, not %d".formatted(MOST_LOGINS, maxLogins));
    }
  }

  /** Whether everybody who reaches the port may read. */
  public boolean isReadingOpen() {
    return reading.isOpen(loopbackOnly);
  }

  /** Whether there is anybody who may change something. */
  public boolean hasOperators() {
    return users != null && !operators.isEmpty();
  }

  /**
   * Whether sockets that are bound to these addresses can be reached from this machine only.
   *
   * @param addresses hosts or addresses; null for one that is bound to all
   */
  public static boolean isLoopback(List<@Nullable String> addresses) {
    return addresses.stream().allMatch(HttpAccess::isLoopback);
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      return address != null
          && !address.isBlank()
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
