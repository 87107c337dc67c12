package org.jvirtd.config;

import java.net.InetSocketAddress;

/** A socket that others can reach would let everybody in, and nobody has said that it should. */
final class OpenDoorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String group;

  /**
   * @param group what the listener's properties begin with
   * @param what asks whom for nothing
   */
  OpenDoorException(String group, InetSocketAddress address, String what) {
    super(
        "%s would listen on %s:%d, which others can reach, and %s"
            .formatted(group, address.getHostString(), address.getPort(), what));
    this.group = group;
  }

  String group() {
    return group;
  }
}
