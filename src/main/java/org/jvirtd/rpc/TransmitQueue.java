package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one connection, in order. Messages are gathered: as many as fit into the
 * scratch buffer leave in one write. Not for several threads at once: its connection's lock guards
 * it. An empty queue holds no memory worth counting.
 */
final class TransmitQueue {

  /** A message and, for a reply, the call whose slot is free when its last byte has left. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares messages
  private record Message(byte[] bytes, @Nullable Call answers) {}

  private final ArrayDeque<Message> messages = new ArrayDeque<>(0);
  private int headSent;
  private long bytes;

  /** Adds a message, whose bytes must not change any more. */
  void add(byte[] message, @Nullable Call answers) {
    messages.add(new Message(message, answers));
    bytes += message.length;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Bytes that wait. */
  long bytes() {
    return bytes;
  }

  void clear() {
    messages.clear();
    headSent = 0;
    bytes = 0;
  }

  /**
   * Sends until nothing waits or the channel takes no more.
   *
   * @param scratch any buffer; its content is lost
   * @param sent told each reply whose last byte has left
   * @return the bytes sent
   */
  long flush(WritableByteChannel channel, ByteBuffer scratch, Sent sent) throws IOException {
    long total = 0;
    while (!messages.isEmpty()) {
      gather(scratch.clear());
      scratch.flip();
      int gathered = scratch.remaining();
      int written = channel.write(scratch);
      total += written;
      remove(written, sent);
      if (written < gathered) {
        break;
      }
    }
    return total;
  }

  private void gather(ByteBuffer scratch) {
    int from = headSent;
    Iterator<Message> waiting = messages.iterator();
    while (waiting.hasNext() && scratch.hasRemaining()) {
      byte[] message = waiting.next().bytes();
      scratch.put(message, from, Math.min(message.length - from, scratch.remaining()));
      from = 0;
    }
  }

  private void remove(int written, Sent sent) {
    int left = written;
    bytes -= written;
    // What is told may clear the queue: the reply to a closing call has left.
    while (left > 0 && !messages.isEmpty()) {
      Message head = messages.element();
      int rest = head.bytes().length - headSent;
      if (left < rest) {
        headSent += left;
        return;
      }
      left -= rest;
      headSent = 0;
      messages.remove();
      if (head.answers() != null) {
        sent.onReplySent(head.answers());
      }
    }
  }

  /** Is told of replies that have left. */
  interface Sent {
    void onReplySent(Call call);
  }
}
