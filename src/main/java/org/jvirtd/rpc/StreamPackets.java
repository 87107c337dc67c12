package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jvirtd.xdr.XdrCodec;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrWriter;

/**
 * The packets of one stream (semantics section 16): whole frames, made from the header of the call
 * that has opened it. Data is raw and not padded (semantics section 1). Immutable.
 */
final class StreamPackets {
  /** What is read from a source for one packet, in bytes: what libvirtd reads (semantics 1). */
  static final int CHUNK_BYTES = 262_120;

  /** The body of a hole: its length and flags. */
  static final int HOLE_BYTES = 12;

  /** The domain of errors that are about streams. */
  private static final int DOMAIN_STREAMS = 38;

  private static final int CODE_NO_SUPPORT = 3;
  private static final int CODE_INVALID_ARG = 8;

  private static final XdrCodec<RpcError> ERROR = XdrCodecs.of(RpcError.class);

  private final Header call;

  /**
   * @param call the header of the call that has opened the stream
   */
  StreamPackets(Header call) {
    this.call = call;
  }

  /**
   * Makes the frame of a data packet of an array that has room for its head.
   *
   * @param frame its data begins at {@link Header#FRAME_HEAD_BYTES}
   * @param length of the data; 0 says that there will be no more
   */
  byte[] data(byte[] frame, int length) {
    int size = Header.FRAME_HEAD_BYTES + length;
    byte[] whole = size == frame.length ? frame : Arrays.copyOf(frame, size);
    ByteBuffer.wrap(whole)
        .putInt(size)
        .putInt(call.program())
        .putInt(call.version())
        .putInt(call.procedure())
        .putInt(MessageType.STREAM)
        .putInt(call.serial())
        .putInt(Status.CONTINUE);
    return whole;
  }

  /** There will be no more data. */
  byte[] end() {
    return data(new byte[Header.FRAME_HEAD_BYTES], 0);
  }

  byte[] hole(long length) {
    XdrWriter out = begin(MessageType.STREAM_HOLE, Status.CONTINUE);
    out.writeLong(length);
    out.writeInt(0);
    return end(out);
  }

  /** The stream has ended as the client has asked. */
  byte[] confirmation() {
    return end(begin(MessageType.STREAM, Status.OK));
  }

  /** The stream has failed. */
  byte[] failure(RpcError error) {
    XdrWriter out = begin(MessageType.STREAM, Status.ERROR);
    ERROR.encode(out, error);
    return end(out);
  }

  private XdrWriter begin(int type, int status) {
    XdrWriter out = ThreadBuffers.current().message;
    new Header(call.program(), call.version(), call.procedure(), type, call.serial(), status)
        .beginFrame(out);
    return out;
  }

  private static byte[] end(XdrWriter out) {
    Header.endFrame(out);
    return out.toByteArray();
  }

  // ---- What may be wrong with a stream, in libvirt's words where it has some ----

  static RpcError error(String detail) {
    return RpcError.of(RpcError.CODE_RPC, DOMAIN_STREAMS, detail, "%s", detail);
  }

  static RpcError unexpectedHole() {
    return error("Unexpected stream hole");
  }

  static RpcError unexpectedStatus(int status) {
    return error("stream aborted with unexpected status " + status);
  }

  static RpcError failedIo() {
    return error("stream had I/O failure");
  }

  /** The client writes to a stream that it may only read. */
  static RpcError notWritable() {
    String text = "this function is not supported by the connection driver: %s";
    return RpcError.of(
        CODE_NO_SUPPORT, DOMAIN_STREAMS, text.formatted("virStreamSend"), text, "virStreamSend");
  }

  static RpcError badHole(String detail) {
    return RpcError.of(CODE_INVALID_ARG, DOMAIN_STREAMS, detail, "virFDStreamSendHole", "length");
  }
}
