package org.jvirtd.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.jvirtd.rpc.MessageType;
import org.jvirtd.rpc.Status;

/**
 * A closed loop: each connection keeps so many calls under way and sends the next one when a reply
 * comes. A reply must have the procedure and the serial of a call under way, and status OK.
 */
public final class CallLoad extends SelectorLoad {
  private final List<Client> clients = new ArrayList<>();
  private int underWay;

  private CallLoad() throws IOException {}

  /**
   * Opens the connections.
   *
   * @param depth calls that each connection has under way
   * @param calls the frames of the calls, of one procedure; each connection makes them one after
   *     the other, over and over, and each begins with another one
   */
  public static CallLoad open(Address address, int connections, int depth, List<byte[]> calls)
      throws IOException {
    var load = new CallLoad();
    for (int i = 0; i < connections; i++) {
      Wire wire = BlockingClient.open(address).release();
      SelectionKey key = wire.socket().register(load.selector, SelectionKey.OP_READ);
      var client = load.new Client(key, wire.bytes(), depth, calls, i);
      key.attach(client);
      load.clients.add(client);
    }
    return load;
  }

  @Override
  void first() throws IOException {
    for (Client client : clients) {
      client.fill();
    }
  }

  @Override
  boolean busy() {
    return underWay > 0;
  }

  /** A connection. The serial of a call is the number of its place among those under way. */
  private final class Client implements Ready, MessageStream.Messages {
    private final SelectionKey key;
    private final ByteChannel bytes;
    private final MessageStream received = new MessageStream(this);
    private final List<byte[]> calls;
    private final int procedure;
    private final ByteBuffer output;

    /** The call that is made next. */
    private int next;

    /** When the call in each place was sent; 0 where there is none. */
    private final long[] sentNanos;

    Client(SelectionKey key, ByteChannel bytes, int depth, List<byte[]> calls, int number) {
      this.key = key;
      this.bytes = bytes;
      this.calls = calls;
      next = number % calls.size();
      procedure = ByteBuffer.wrap(calls.getFirst()).getInt(12);
      sentNanos = new long[depth];
      int longest = calls.stream().mapToInt(call -> call.length).max().orElseThrow();
      output = ByteBuffer.allocateDirect(longest * depth);
    }

    void fill() throws IOException {
      for (int place = 0; place < sentNanos.length; place++) {
        send(place);
      }
      write(key, output);
    }

    @Override
    public ByteChannel bytes() {
      return bytes;
    }

    @Override
    public void onReady(SelectionKey ready) throws IOException {
      if (ready.isReadable()) {
        read(bytes, received);
      }
      write(ready, output);
    }

    @Override
    public void onMessage(int replied, int type, int serial, int status) {
      boolean expected =
          replied == procedure
              && type == MessageType.REPLY
              && status == Status.OK
              && serial >= 0
              && serial < sentNanos.length
              && sentNanos[serial] != 0;
      if (!expected) {
        throw new IllegalStateException(
            "a wrong reply: procedure %d, type %d, serial %d, status %d"
                .formatted(replied, type, serial, status));
      }
      count(System.nanoTime() - sentNanos[serial]);
      sentNanos[serial] = 0;
      underWay--;
      if (!ending()) {
        send(serial);
      }
    }

    private void send(int place) {
      int at = output.position();
      output.put(calls.get(next));
      next = (next + 1) % calls.size();
      output.putInt(at + Frames.SERIAL_AT, place);
      sentNanos[place] = System.nanoTime();
      underWay++;
    }
  }
}
