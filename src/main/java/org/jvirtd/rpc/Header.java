package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import org.jvirtd.xdr.XdrWriter;

/**
 * The six words that every message begins with, after its length word (semantics section 1). The
 * program, version and serial are unsigned.
 */
public record Header(int program, int version, int procedure, int type, int serial, int status) {

  /** The header itself, in bytes. */
  public static final int BYTES = 24;

  /** The length word and the header, in bytes: the smallest frame. */
  public static final int FRAME_HEAD_BYTES = 28;

  /** The largest legal length word, which counts itself: 32 MiB and the word. */
  public static final int MAX_FRAME_BYTES = 32 * 1024 * 1024 + 4;

  /** Reads the header that begins at {@code at}. */
  static Header read(ByteBuffer frame, int at) {
    return new Header(
        frame.getInt(at),
        frame.getInt(at + 4),
        frame.getInt(at + 8),
        frame.getInt(at + 12),
        frame.getInt(at + 16),
        frame.getInt(at + 20));
  }

  /** The header of the same call with no file descriptors. */
  Header withoutDescriptors() {
    return new Header(program, version, procedure, MessageType.CALL, serial, status);
  }

  /** The header of the reply to a call with this header. */
  public Header reply(int replyStatus) {
    return new Header(program, version, procedure, MessageType.REPLY, serial, replyStatus);
  }

  /**
   * Starts a frame: empties the writer and writes an open length word and this header. The payload
   * follows, then {@link #endFrame}.
   */
  public void beginFrame(XdrWriter out) {
    out.reset();
    out.writeInt(0);
    out.writeInt(program);
    out.writeInt(version);
    out.writeInt(procedure);
    out.writeInt(type);
    out.writeInt(serial);
    out.writeInt(status);
  }

  /** Fills in the length word of the frame that the writer holds. */
  public static void endFrame(XdrWriter out) {
    out.writeIntAt(0, out.size());
  }

  /** Whether a length word may stand before a frame. */
  public static boolean isLegalLength(int length) {
    return length >= FRAME_HEAD_BYTES && length <= MAX_FRAME_BYTES;
  }
}
