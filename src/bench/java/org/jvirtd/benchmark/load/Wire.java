package org.jvirtd.benchmark.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * A connected socket, and what its bytes pass through.
 *
 * @param socket what a selector watches
 * @param bytes what is read and written: the socket itself, or TLS upon it
 */
record Wire(SocketChannel socket, ByteChannel bytes) implements Closeable {
  /** Over TLS it says goodbye first. */
  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
