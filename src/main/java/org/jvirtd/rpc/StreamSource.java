package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes come from that a client reads from a {@link Stream}. Called on workers, never by
 * two at a time, and not again before the client's socket has taken what was read before.
 *
 * <p>It may take its time, as any driver's call may, but it should not wait for something that may
 * never happen: for that it returns 0, and calls {@link Stream#resume} when it has happened.
 *
 * <p>An {@link RpcException} that it throws is the error that the client is told, and ends the
 * stream; an {@link IOException} becomes libvirt's "stream had I/O failure".
 */
public interface StreamSource {

  /** What {@link #read} returns at the end. */
  int END = -1;

  /**
   * Reads the next bytes, at most as many as fit.
   *
   * @return how many; 0 if there are none now; {@link #END} if there will be no more
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Goes behind the hole that begins at the source's place, if one does. Asked before each read,
   * and only of a stream that is sparse; in another one a source reads a hole as zeroes.
   *
   * @return the hole's length in bytes, or 0 if there are bytes here, or the end
   */
  default long skipHole() throws IOException {
    return 0;
  }

  /** The stream is over, however it ended. Called once; nothing else is called after it. */
  default void close() throws IOException {}

  /** A source of the bytes of an array, which must not change any more. */
  static StreamSource of(byte[] bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    return into -> {
      if (!rest.hasRemaining()) {
        return END;
      }
      int length = Math.min(into.remaining(), rest.remaining());
      into.put(rest.slice(rest.position(), length));
      rest.position(rest.position() + length);
      return length;
    };
  }
}
