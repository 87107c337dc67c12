package org.jvirtd.rpc.sasl;

/** A login has failed. The client learns no more than that. */
public final class LoginFailed extends Exception {
  private static final long serialVersionUID = 1L;

  LoginFailed(String message) {
    super(message, null, false, false);
  }
}
