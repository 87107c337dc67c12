package org.jvirtd.daemon;

import java.io.IOException;

/** A socket cannot be bound, so that the daemon cannot start. The message says which, and why. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
