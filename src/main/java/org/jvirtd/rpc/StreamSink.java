package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes go that a client writes to a {@link Stream}. Called on workers, never by two at a
 * time, in the order in which the client has sent. It ends with {@link #finish} or with {@link
 * #abort}, one call of one of them; nothing else is called after it.
 *
 * <p>An {@link RpcException} that it throws is the error that the client is told; an {@link
 * IOException} becomes libvirt's "stream had I/O failure". Either ends the stream: {@link #abort}
 * follows, unless it was {@link #finish} that has thrown.
 */
public interface StreamSink {

  /**
   * Takes bytes, as many as it can without waiting for something that may never happen. If it
   * leaves some, it is asked again after {@link Stream#resume}.
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Takes a hole: bytes that read as zero. Called only if the stream is sparse.
   *
   * @param length in bytes, positive
   */
  default void skip(long length) throws IOException {
    throw new RpcException(StreamPackets.unexpectedHole());
  }

  /** The client has written everything. When this returns, it is told that all went well. */
  void finish() throws IOException;

  /** The stream ends before its time: the client gave up or is gone, or something has failed. */
  void abort() throws IOException;
}
