package org.jvirtd.benchmark.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jvirtd.rpc.Header;

/**
 * Cuts what one connection receives into messages. Bodies are counted and thrown away, so that a
 * long reply costs the client little more than the system call, unless it wants short ones.
 */
final class MessageStream {
  /** Takes messages that have arrived to their last byte. */
  interface Messages {
    void onMessage(int procedure, int type, int serial, int status);
  }

  private final Messages messages;
  private final ByteBuffer head = ByteBuffer.allocate(Header.FRAME_HEAD_BYTES);
  private final ByteBuffer body;
  private int bodyLeft;

  MessageStream(Messages messages) {
    this(messages, 0);
  }

  /**
   * @param keptBytes how much of a body is kept
   */
  MessageStream(Messages messages, int keptBytes) {
    this.messages = messages;
    body = ByteBuffer.allocate(keptBytes);
  }

  /** What is kept of the message's body, while it is passed on. */
  byte[] body() {
    return Arrays.copyOf(body.array(), body.position());
  }

  /** Takes everything up to the limit. */
  void read(ByteBuffer input) {
    while (input.hasRemaining()) {
      if (bodyLeft == 0) {
        readHead(input);
      } else {
        int part = Math.min(bodyLeft, input.remaining());
        int kept = Math.min(part, body.remaining());
        body.put(body.position(), input, input.position(), kept).position(body.position() + kept);
        input.position(input.position() + part);
        bodyLeft -= part;
        passOnIfComplete();
      }
    }
  }

  private void readHead(ByteBuffer input) {
    while (head.hasRemaining() && input.hasRemaining()) {
      if (head.remaining() >= 4 && input.remaining() >= 4) {
        head.putInt(input.getInt());
      } else {
        head.put(input.get());
      }
    }
    if (head.hasRemaining()) {
      return;
    }
    int length = head.getInt(0);
    if (!Header.isLegalLength(length) || head.getInt(4) != Frames.REMOTE || head.getInt(8) != 1) {
      throw new IllegalStateException("not a message of the remote program: length " + length);
    }
    bodyLeft = length - Header.FRAME_HEAD_BYTES;
    passOnIfComplete();
  }

  private void passOnIfComplete() {
    if (bodyLeft == 0) {
      head.clear();
      messages.onMessage(head.getInt(12), head.getInt(16), head.getInt(20), head.getInt(24));
      body.clear();
    }
  }
}
