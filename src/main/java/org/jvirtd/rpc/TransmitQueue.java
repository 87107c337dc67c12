package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.jvirtd.xdr.XdrWriter;

/**
 * What waits to be sent to one connection, in order, and the sending of it. Messages are gathered:
 * as many as fit into the thread's buffer leave in one write. A write never blocks; when the
 * channel takes no more, nothing is written until {@link #onWritable}.
 *
 * <p>Not for several threads at once: its connection's lock guards it. An empty queue holds no
 * memory worth counting.
 */
final class TransmitQueue {

  /**
   * A message, and who waits for its last byte to leave: the call that it answers, whose slot is
   * free then, or the stream that may send its next packet.
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares messages
  private record Message(byte[] bytes, @Nullable Call answers, @Nullable ClientStream stream) {}

  /** Who is told of what has left. */
  interface Replies {
    /** The last byte of the reply to a call has left. */
    void onReplySent(Call call);
  }

  /** Bytes that leave before others have their turn. */
  private static final int MOST_AT_ONCE = 512 * 1024;

  private final WritableByteChannel channel;
  private final Replies replies;
  private final ArrayDeque<Message> messages = new ArrayDeque<>(0);
  private int headSent;
  private long waiting;
  private long sent;
  private boolean blocked;

  TransmitQueue(WritableByteChannel channel, Replies replies) {
    this.channel = channel;
    this.replies = replies;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Whether the channel has to become writable before anything more can be sent. */
  boolean isBlocked() {
    return blocked;
  }

  /** Bytes that wait. */
  long waiting() {
    return waiting;
  }

  /** Bytes sent so far. */
  long sent() {
    return sent;
  }

  /** Adds a message, whose bytes must not change any more. */
  void add(byte[] message, @Nullable Call answers) {
    add(new Message(message, answers, null));
  }

  /** Adds a packet of a stream, which is told when it has left. */
  void addPacket(byte[] packet, @Nullable ClientStream stream) {
    add(new Message(packet, null, stream));
  }

  private void add(Message message) {
    messages.add(message);
    waiting += message.bytes().length;
  }

  /** The channel takes bytes again. */
  void onWritable() {
    blocked = false;
  }

  void clear() {
    messages.clear();
    headSent = 0;
    waiting = 0;
    blocked = false;
  }

  /**
   * Sends a reply at once: the commonest case, in which nothing waits and the socket takes all of
   * it, so that nothing has to be kept.
   */
  void sendNow(XdrWriter message, Call answers) throws IOException {
    int size = message.size();
    if (!messages.isEmpty() || blocked || size > ThreadBuffers.OUTGOING_BYTES) {
      add(message.toByteArray(), answers);
      flush();
      return;
    }
    ByteBuffer outgoing = ThreadBuffers.current().outgoing.clear();
    outgoing.put(message.array(), 0, size).flip();
    sent += channel.write(outgoing);
    if (outgoing.hasRemaining()) {
      byte[] rest = new byte[outgoing.remaining()];
      outgoing.get(rest);
      add(rest, answers);
      blocked = true;
    } else {
      replies.onReplySent(answers);
    }
  }

  /**
   * Sends until nothing waits or the channel takes no more, but not for long: a client that reads
   * as fast as it is written to must not keep the loop, and TLS has to seal what is sent.
   */
  void flush() throws IOException {
    ByteBuffer outgoing = ThreadBuffers.current().outgoing;
    long enough = sent + MOST_AT_ONCE;
    while (!messages.isEmpty() && !blocked) {
      if (sent >= enough) {
        // The channel is writable still, and the loop comes back in its next turn.
        blocked = true;
        return;
      }
      gather(outgoing.clear());
      int gathered = outgoing.flip().remaining();
      int written = channel.write(outgoing);
      sent += written;
      blocked = written < gathered;
      remove(written);
    }
  }

  private void gather(ByteBuffer outgoing) {
    int from = headSent;
    Iterator<Message> next = messages.iterator();
    while (next.hasNext() && outgoing.hasRemaining()) {
      byte[] message = next.next().bytes();
      outgoing.put(message, from, Math.min(message.length - from, outgoing.remaining()));
      from = 0;
    }
  }

  private void remove(int written) {
    int left = written;
    waiting -= written;
    // Who is told may clear the queue: the reply to a closing call has left.
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
        replies.onReplySent(head.answers());
      }
      if (head.stream() != null) {
        head.stream().onPacketSent();
      }
    }
  }
}
