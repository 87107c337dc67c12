package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import org.jvirtd.xdr.XdrWriter;

/**
 * What one thread encodes and writes with. Connections hold no buffers of their own while nothing
 * is in flight; the few threads that serve them do.
 */
final class ThreadBuffers {
  /** The most that leaves in one write. */
  static final int OUTGOING_BYTES = 64 * 1024;

  private static final ThreadLocal<ThreadBuffers> CURRENT =
      ThreadLocal.withInitial(ThreadBuffers::new);

  /** Where a message is encoded. */
  final XdrWriter message = new XdrWriter(Header.MAX_FRAME_BYTES);

  /** What is given to the channel: a direct buffer, which the channel need not copy again. */
  final ByteBuffer outgoing = ByteBuffer.allocateDirect(OUTGOING_BYTES);

  private ThreadBuffers() {}

  static ThreadBuffers current() {
    return CURRENT.get();
  }
}
