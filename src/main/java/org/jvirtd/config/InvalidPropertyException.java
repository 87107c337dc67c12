package org.jvirtd.config;

/** A property of the daemon has a value that it cannot have. */
final class InvalidPropertyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param group what the property's name begins with
   */
  InvalidPropertyException(String group, IllegalArgumentException cause) {
    super(group + ": " + cause.getMessage(), cause);
  }
}
