package org.jvirtd.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Status;

/**
 * One event for many: an actor suspends and resumes a domain by turns, and does so again when the
 * event has reached every subscriber. A delivered event is a unit; its latency is that from the
 * actor's call to the subscriber.
 */
public final class EventLoad extends SelectorLoad {
  /** The test driver's own domain, which runs. */
  private static final String DOMAIN = "test";

  private static final int LIFECYCLE = 0;
  private static final int SMALL_BUFFER_BYTES = 4096;

  /** A socket that has no room for so long is full. */
  private static final int FULL_AFTER_MILLIS = 200;

  /** Replies of so many unread calls are more than sockets hold (Linux: 4 MiB at a sender). */
  private static final int UNREAD_CALLS = 4000;

  private final int subscribers;
  private final byte[] suspend;
  private final byte[] resume;
  private final ByteBuffer output = ByteBuffer.allocateDirect(256);
  private final SelectionKey actor;
  private @Nullable Wire stuck;
  private boolean isSuspended;
  private boolean isAnswered = true;
  private int awaited;
  private long actedNanos;

  private EventLoad(Address address, int subscribers) throws IOException {
    this.subscribers = subscribers;
    BlockingClient client = BlockingClient.open(address);
    byte[] domain = client.domain(DOMAIN);
    suspend = onDomain(Frames.DOMAIN_SUSPEND, domain);
    resume = onDomain(Frames.DOMAIN_RESUME, domain);
    actor = member(client, this::onReply);
    for (int i = 0; i < subscribers; i++) {
      member(subscribed(address, 0), this::onEvent);
    }
  }

  /** Opens the actor and the subscribers, all of which read what comes. */
  public static EventLoad open(Address address, int subscribers) throws IOException {
    return new EventLoad(address, subscribers);
  }

  /**
   * Opens the same, and one subscriber more that has stopped reading: what its socket can hold is
   * full of replies before the first event, so that every event for it waits in the server.
   */
  public static EventLoad openWithOneStuck(Address address, int subscribers) throws IOException {
    var load = new EventLoad(address, subscribers);
    BlockingClient client = subscribed(address, SMALL_BUFFER_BYTES);
    byte[] domain = client.domain(DOMAIN);
    byte[] call =
        Frames.call(
            Frames.DOMAIN_GET_XML_DESC,
            out -> {
              out.writeFixedOpaque(domain, domain.length);
              out.writeInt(0);
            });
    load.stuck = client.release();
    callWithoutReading(load.stuck, call);
    return load;
  }

  private SelectionKey member(BlockingClient client, MessageStream.Messages messages)
      throws IOException {
    Wire wire = client.release();
    var member = new Member(wire.bytes(), messages);
    return wire.socket().register(selector, SelectionKey.OP_READ, member);
  }

  private static BlockingClient subscribed(Address address, int receiveBuffer) throws IOException {
    BlockingClient client = BlockingClient.open(address, receiveBuffer);
    client.call(
        Frames.DOMAIN_EVENT_REGISTER_ANY,
        out -> {
          out.writeInt(LIFECYCLE);
          out.writeInt(0); // of any domain
        });
    return client;
  }

  /** Calls until the server takes no more, as its replies are not read. */
  private static void callWithoutReading(Wire wire, byte[] call) throws IOException {
    try (Selector room = Selector.open()) {
      wire.socket().register(room, SelectionKey.OP_WRITE);
      for (int i = 0; i < UNREAD_CALLS && room.select(FULL_AFTER_MILLIS) > 0; i++) {
        room.selectedKeys().clear();
        wire.bytes().write(ByteBuffer.wrap(call));
      }
    }
  }

  private static byte[] onDomain(int procedure, byte[] domain) {
    return Frames.call(procedure, out -> out.writeFixedOpaque(domain, domain.length));
  }

  @Override
  void first() throws IOException {
    act();
  }

  @Override
  boolean busy() {
    return !isAnswered || awaited > 0;
  }

  private void act() throws IOException {
    output.put(isSuspended ? resume : suspend);
    isSuspended = !isSuspended;
    isAnswered = false;
    awaited = subscribers;
    actedNanos = System.nanoTime();
    write(actor, output);
  }

  private void onReply(int procedure, int type, int serial, int status) {
    if (status != Status.OK) {
      throw new IllegalStateException("procedure " + procedure + " failed");
    }
    isAnswered = true;
  }

  private void onEvent(int procedure, int type, int serial, int status) {
    if (procedure != Frames.DOMAIN_EVENT_LIFECYCLE) {
      throw new IllegalStateException("procedure " + procedure + " is not the event");
    }
    count(System.nanoTime() - actedNanos);
    awaited--;
  }

  @Override
  public void close() throws IOException {
    if (isSuspended) {
      act();
      end();
    }
    if (stuck != null) {
      stuck.close();
    }
    super.close();
  }

  /** A connection that only receives; the one that completes an event starts the next. */
  private final class Member implements Ready {
    private final ByteChannel bytes;
    private final MessageStream received;

    Member(ByteChannel bytes, MessageStream.Messages messages) {
      this.bytes = bytes;
      received = new MessageStream(messages);
    }

    @Override
    public ByteChannel bytes() {
      return bytes;
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
      boolean wasBusy = busy();
      read(bytes, received);
      if (wasBusy && !busy() && !ending()) {
        act();
      }
    }
  }
}
