package org.jvirtd.rpc.tls;

import java.nio.ByteBuffer;

/**
 * What one thread holds sealed bytes in, between the engine and the socket. Connections hold none
 * of their own while nothing is on its way.
 */
final class TlsBuffer {
  /** 64 KiB of plain text in records of 16 KiB, sealed, and room for one record more. */
  private static final int BYTES = 96 * 1024;

  private static final ThreadLocal<ByteBuffer> CURRENT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BYTES));

  private TlsBuffer() {}

  static ByteBuffer current() {
    return CURRENT.get().clear();
  }
}
