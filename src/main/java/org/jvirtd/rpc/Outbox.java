package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent to one client, as the server counts and bounds it. Sending fails when the
 * client is gone; it is for the connection to end then.
 *
 * <p>Not for several threads at once: {@link Flow}'s lock guards it.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Connection connection;
  private final Server server;
  private final TransmitQueue queue;
  private long counted;

  /**
   * @param onSent told each call whose reply's last byte has left
   */
  Outbox(Connection connection, WritableByteChannel wire, TransmitQueue.Replies onSent) {
    this.connection = connection;
    this.server = connection.server();
    this.queue = new TransmitQueue(wire, onSent);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Whether the socket has to become writable before anything more can be sent. */
  boolean isBlocked() {
    return queue.isBlocked();
  }

  /** Bytes that wait. */
  long waiting() {
    return queue.waiting();
  }

  /** Bytes sent so far. */
  long sent() {
    return queue.sent();
  }

  /** Whether the client leaves more unread than it may, so that none of its calls may begin. */
  boolean isClogged() {
    return queue.isBlocked() && queue.waiting() > server.maxOutboundNow();
  }

  /** Whether more than may be, and so many bytes beyond, wait for the client. */
  boolean isOver(int beyond) {
    return queue.waiting() > beyond && queue.waiting() > server.maxOutboundNow() + beyond;
  }

  /** Adds a message, whose bytes must not change any more. */
  void add(byte[] message, @Nullable Call answers) {
    queue.add(message, answers);
    count();
  }

  /** Adds a packet of a stream, which is told when it has left. */
  void addPacket(byte[] packet, @Nullable ClientStream stream) {
    queue.addPacket(packet, stream);
    count();
  }

  /** The socket takes bytes again. What is not flushed now counts until it is. */
  void onWritable() {
    queue.onWritable();
  }

  /**
   * Sends what waits, as far as the socket takes it.
   *
   * @return false if that has failed
   */
  boolean flush() {
    if (queue.isEmpty()) {
      return true;
    }
    long before = queue.sent();
    try {
      queue.flush();
      return true;
    } catch (IOException e) {
      return failed(e);
    } finally {
      countFrom(before);
    }
  }

  /**
   * Sends a reply at once, after what waits.
   *
   * @return false if that has failed
   */
  boolean sendNow(XdrWriter message, Call answers) {
    long before = queue.sent();
    try {
      queue.sendNow(message, answers);
      return true;
    } catch (IOException e) {
      return failed(e);
    } finally {
      countFrom(before);
    }
  }

  private boolean failed(IOException e) {
    LOG.debug("{}: writing failed: {}", connection, e.getMessage());
    return false;
  }

  /** Forgets what waits: the connection is closed. */
  void clear() {
    queue.clear();
    count();
  }

  private void countFrom(long sentBefore) {
    server.counters().bytesOut.add(queue.sent() - sentBefore);
    count();
  }

  /** Only what waits for a socket that takes no more counts; the rest is about to leave. */
  private void count() {
    long now = queue.isBlocked() ? queue.waiting() : 0;
    if (now != counted) {
      server.countUnsent(now - counted);
      counted = now;
    }
  }
}
