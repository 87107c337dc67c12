package org.jvirtd.observe;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** The bound on an endpoint's list, as its caller may ask for it. */
final class Limit {
  private static final int DEFAULT = 1000;

  private Limit() {}

  /**
   * @throws InvalidEndpointRequestException for a negative one
   */
  static int of(@Nullable Integer asked) {
    if (asked == null) {
      return DEFAULT;
    }
    if (asked < 0) {
      throw new InvalidEndpointRequestException(
          "limit is negative: " + asked, "limit must be 0 or more");
    }
    return asked;
  }
}
