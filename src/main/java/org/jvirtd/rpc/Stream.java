package org.jvirtd.rpc;

import org.jvirtd.xdr.XdrAbsent;

/**
 * The stream that a call opens (semantics section 16). A procedure that opens one is given it as a
 * parameter, and gives it an end of its own before it returns: a source whose bytes the client
 * reads, a sink that takes the bytes which the client writes, or both for a console.
 *
 * <pre>{@code
 * public void storageVolDownload(StorageVolume v, Stream stream, long offset, long length, int flags) {
 *   stream.sendFrom(new VolumeSource(find(v), offset, length, stream.isSparse()));
 * }
 * }</pre>
 *
 * <p>Nothing moves before the call's reply is on its way. From then on workers move the bytes: one
 * at a time for one stream, so that its ends need no locks of their own against each other. If the
 * procedure throws instead, the ends that it has given are ended at once, as when a client aborts.
 *
 * <p>The two {@code …From/Into} methods are for the thread that runs the procedure; {@link #resume}
 * and {@link #isSparse} are for any.
 */
@XdrAbsent
public interface Stream {

  /** Whether the client has said that the stream may have holes. Without that there are none. */
  boolean isSparse();

  /**
   * Gives the stream what the client reads.
   *
   * @throws IllegalStateException if it has a source, or the procedure has returned
   */
  void sendFrom(StreamSource source);

  /**
   * Gives the stream what takes the bytes that the client writes.
   *
   * @throws IllegalStateException if it has a sink, or the procedure has returned
   */
  void receiveInto(StreamSink sink);

  /**
   * Says that a source that had nothing may have something, or that a sink that was full may have
   * room. Cheap, never blocks, and does no harm when it is not true.
   */
  void resume();
}
