package org.jvirtd.rpc;

import java.nio.ByteBuffer;

/** What a client has sent on a stream, and no worker has taken yet. */
sealed interface StreamPacket {
  /** Bytes that it holds. */
  default int size() {
    return 0;
  }

  /**
   * @param bytes what of them is still to be taken
   * @param size how many there were
   */
  record Data(ByteBuffer bytes, int size) implements StreamPacket {}

  record Hole(long length) implements StreamPacket {}

  /** There will be no more. */
  record Finish() implements StreamPacket {}
}
