package org.jvirtd.observe.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.LogText;
import org.jvirtd.observe.http.HttpCounters.Refusal;
import org.jvirtd.rpc.sasl.UserFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks names and passwords against the file of users, which is of the kind that SASL logins use:
 * it holds no password. Safe for several threads at once.
 */
public final class HttpLogins implements AuthenticationProvider {
  /** What who may read has. */
  static final String READER = "ROLE_READER";

  /** What who may change something has beside it. */
  static final String OPERATOR = "ROLE_OPERATOR";

  private static final Logger LOG = LoggerFactory.getLogger(HttpLogins.class);

  /** Longer ones are nobody's; computing with them costs more. */
  private static final int MOST_CHARACTERS = 256;

  /** How long a request may wait for others' passwords to be checked. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpAccess access;
  private final HttpCounters counters;
  private final FailedLogins failures;
  private final Semaphore checks;

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  public HttpLogins(HttpAccess access, HttpCounters counters, LongSupplier nanoClock) {
    this.access = access;
    this.counters = counters;
    this.failures = new FailedLogins(access.failureDelay(), nanoClock);
    this.checks = new Semaphore(access.maxLogins());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  @Override
  public Authentication authenticate(Authentication request) {
    UserFile users = access.users();
    if (users == null) {
      throw new BadCredentialsException("nobody may log in: jvirtd.http.users is not set");
    }
    String address = address(request);
    String name = request.getName();
    long left = failures.wait(address).toMillis();
    if (left > 0) {
      counters.countRefused(Refusal.TOO_SOON);
      throw new LoginTooSoon(left);
    }
    if (!hasTurn()) {
      counters.countRefused(Refusal.BUSY);
      throw new AuthenticationServiceException("as many passwords are being checked as may be");
    }
    boolean right;
    try {
      right = isRight(users, name, request.getCredentials());
    } finally {
      checks.release();
    }
    counters.countLogin(right);
    if (!right) {
      failures.onFailure(address);
      LOG.warn("HTTP login of '{}' from {} failed", LogText.of(name, MOST_CHARACTERS), address);
      throw new BadCredentialsException("the user or the password is wrong");
    }
    failures.onSuccess(address);
    UsernamePasswordAuthenticationToken user =
        UsernamePasswordAuthenticationToken.authenticated(name, null, authorities(name));
    user.setDetails(request.getDetails());
    return user;
  }

  /** A browser asks for the files of a page at once; each of them comes with the password. */
  private boolean hasTurn() {
    try {
      return checks.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isRight(UserFile users, String name, @Nullable Object credentials) {
    String password = credentials == null ? "" : credentials.toString();
    if (password.isEmpty() || password.length() > MOST_CHARACTERS) {
      return false;
    }
    char[] characters = password.toCharArray();
    try {
      return users.accepts(name, characters);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private List<GrantedAuthority> authorities(String name) {
    List<GrantedAuthority> granted = new ArrayList<>();
    granted.add(new SimpleGrantedAuthority(READER));
    if (access.operators().contains(name)) {
      granted.add(new SimpleGrantedAuthority(OPERATOR));
    }
    return granted;
  }

  private static String address(Authentication request) {
    return request.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "?";
  }
}
