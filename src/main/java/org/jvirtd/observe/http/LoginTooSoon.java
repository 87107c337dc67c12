package org.jvirtd.observe.http;

import org.springframework.security.core.AuthenticationException;

/** A login of an address that has failed a moment ago: it was not looked at. */
final class LoginTooSoon extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  private final long leftMillis;

  LoginTooSoon(long leftMillis) {
    super("a login from this address has failed a moment ago");
    this.leftMillis = leftMillis;
  }

  /** For how long it is still refused, in whole seconds, rounded up. */
  long leftSeconds() {
    return (leftMillis + 999) / 1000;
  }
}
