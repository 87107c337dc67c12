package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one connection's input into frames (semantics section 1). The length word is checked before
 * anything is allocated for the frame, and memory grows with what has really arrived. Between
 * frames it holds nothing. For the loop thread only.
 */
final class FrameReader {
  /** The least that is allocated for a frame that has not arrived whole, in bytes. */
  private static final int FIRST_CAPACITY = 512;

  /** Takes frames. */
  interface Frames {
    /**
     * @param header where the frame's header begins in {@code frame}
     * @param end where the frame ends in {@code frame}
     * @return whether to go on; the rest is kept for {@link FrameReader#resume} otherwise
     */
    boolean onFrame(ByteBuffer frame, int header, int end);
  }

  /** A length word that no frame may have. */
  static final class BadLength extends Exception {
    private static final long serialVersionUID = 1L;

    BadLength(int length) {
      super("length word " + Integer.toUnsignedString(length), null, false, false);
    }
  }

  private final Frames frames;

  /** What has been read and not been taken: less than a frame, unless reading was interrupted. */
  private byte @Nullable [] kept;

  private int keptLength;

  /** Bytes that belong to no frame and are thrown away when they come; nothing is kept then. */
  private int toSkip;

  FrameReader(Frames frames) {
    this.frames = frames;
  }

  /**
   * Throws the bytes away that follow the frame which is being passed on. Call it within {@link
   * Frames#onFrame} only.
   */
  void skip(int bytes) {
    toSkip += bytes;
  }

  /** Takes what has been read from the channel: everything up to the limit. */
  void read(ByteBuffer input) throws BadLength {
    discard(input);
    if (kept != null && !complete(kept, input)) {
      return;
    }
    cut(input);
  }

  /** Goes on with what was kept when {@link Frames#onFrame} said stop. */
  void resume() throws BadLength {
    byte[] rest = kept;
    if (rest != null) {
      int length = keptLength;
      kept = null;
      keptLength = 0;
      cut(ByteBuffer.wrap(rest, 0, length));
    }
  }

  /** Lets go of everything. */
  void clear() {
    kept = null;
    keptLength = 0;
    toSkip = 0;
  }

  /** Bytes that are kept. */
  int kept() {
    return keptLength;
  }

  /** Bytes of memory that are held for what is kept. */
  int capacity() {
    return kept == null ? 0 : kept.length;
  }

  private void cut(ByteBuffer input) throws BadLength {
    while (input.remaining() >= 4) {
      int start = input.position();
      int length = checked(input.getInt(start));
      if (input.remaining() < length) {
        break;
      }
      input.position(start + length);
      boolean goOn = frames.onFrame(input, start + 4, start + length);
      discard(input);
      if (!goOn) {
        break;
      }
    }
    keep(input);
  }

  private void discard(ByteBuffer input) {
    if (toSkip > 0) {
      int now = Math.min(toSkip, input.remaining());
      input.position(input.position() + now);
      toSkip -= now;
    }
  }

  /** Completes the frame that has begun, and passes it on. Returns whether input may be left. */
  private boolean complete(byte[] begun, ByteBuffer input) throws BadLength {
    byte[] frame = begun;
    if (keptLength < 4) {
      frame = take(frame, input, 4);
      if (keptLength < 4) {
        return false;
      }
    }
    int length = checked(ByteBuffer.wrap(frame).getInt(0));
    frame = take(frame, input, length);
    if (keptLength < length) {
      return false;
    }
    kept = null;
    keptLength = 0;
    boolean goOn = frames.onFrame(ByteBuffer.wrap(frame, 0, length), 4, length);
    discard(input);
    if (goOn) {
      return true;
    }
    keep(input);
    return false;
  }

  /** Moves input behind what is kept, until there are {@code wanted} bytes or no more input. */
  private byte[] take(byte[] into, ByteBuffer input, int wanted) {
    int more = Math.min(wanted - keptLength, input.remaining());
    byte[] frame = into;
    if (keptLength + more > frame.length) {
      int doubled = (int) Math.min(wanted, Math.max(2L * frame.length, keptLength + more));
      frame = Arrays.copyOf(frame, doubled);
    }
    input.get(frame, keptLength, more);
    keptLength += more;
    kept = frame;
    return frame;
  }

  private void keep(ByteBuffer input) {
    int rest = input.remaining();
    if (rest > 0) {
      byte[] bytes = new byte[Math.max(rest, FIRST_CAPACITY)];
      input.get(bytes, 0, rest);
      kept = bytes;
      keptLength = rest;
    }
  }

  private static int checked(int length) throws BadLength {
    if (!Header.isLegalLength(length)) {
      throw new BadLength(length);
    }
    return length;
  }
}
