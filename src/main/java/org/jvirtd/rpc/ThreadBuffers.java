package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.xdr.XdrWriter;

/**
 * What one thread encodes and writes with. Connections hold no buffers of their own while nothing
 * is in flight; the few threads that serve them do.
 */
final class ThreadBuffers {
  /** The most that leaves in one write. */
  static final int OUTGOING_BYTES = 64 * 1024;

  private static final ThreadLocal<@Nullable ThreadBuffers> CURRENT = new ThreadLocal<>();

  /** Where a message is encoded. */
  final XdrWriter message = new XdrWriter(Header.MAX_FRAME_BYTES);

  /** What is given to the channel: a direct buffer, which the channel need not copy again. */
  final ByteBuffer outgoing = ByteBuffer.allocateDirect(OUTGOING_BYTES);

  /** The call that the thread is on; here, since a call looks these buffers up anyway. */
  @Nullable Call running;

  /** What follows this call, if anything does. */
  CallTracer.@Nullable Trace trace;

  private ThreadBuffers() {}

  static ThreadBuffers current() {
    ThreadBuffers known = CURRENT.get();
    if (known == null) {
      known = new ThreadBuffers();
      CURRENT.set(known);
    }
    return known;
  }

  /** Those of this thread, if it has ever needed any. */
  static @Nullable ThreadBuffers ifAny() {
    return CURRENT.get();
  }
}
