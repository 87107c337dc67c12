package org.jvirtd.rpc;

import java.nio.ByteBuffer;

/** How many file descriptors a call passes: the first word of its payload (semantics section 2). */
final class DescriptorCount {
  /** The word itself, in bytes. */
  static final int BYTES = 4;

  /** The most that may come with one call. */
  static final int MAX = 32;

  private DescriptorCount() {}

  /**
   * Reads the count of a payload.
   *
   * @return -1, which is never allowed, if the payload is too short for one
   */
  static int read(ByteBuffer frame, int payload, int end) {
    return end - payload < BYTES ? -1 : frame.getInt(payload);
  }

  /**
   * Whether the bytes after the frame can be told from the next frame: only a UNIX socket carries
   * descriptors, and none is none over any socket.
   */
  static boolean isAllowed(int count, Peer.Transport transport) {
    return count == 0 || (count > 0 && count <= MAX && transport == Peer.Transport.UNIX);
  }
}
