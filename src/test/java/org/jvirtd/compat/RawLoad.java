package org.jvirtd.compat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A closed-loop load generator on one thread: each connection keeps {@code depth} calls in flight
 * and sends the next one when a reply comes. Every reply is checked: length, procedure, serial of a
 * call in flight, status OK.
 */
final class RawLoad implements AutoCloseable {
  /** Latencies are counted in buckets of a microsecond up to this; longer ones in the last. */
  private static final int LONGEST_MICROS = 1_000_000;

  private static final int BUFFER_BYTES = 65_536;
  private static final int SERIAL_AT = 20;

  /**
   * What a run gave.
   *
   * @param p50 median latency in microseconds
   * @param p99 99th percentile of latency in microseconds
   */
  record Figures(long calls, double callsPerSecond, int p50, int p99) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,.0f calls/s, p50 %d us, p99 %d us", callsPerSecond, p50, p99);
    }
  }

  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private int[] latencies = new int[LONGEST_MICROS + 1];
  private long calls;

  private RawLoad() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the connections that will work, each with the default test world open. */
  static RawLoad connect(int port, int connections, int depth, byte[] call) {
    var load = new RawLoad();
    try {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = opened(port);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(load.selector, SelectionKey.OP_READ);
        var client = load.new Client(channel, key, depth, call);
        key.attach(client);
        load.clients.add(client);
      }
      return load;
    } catch (IOException e) {
      load.close();
      throw new UncheckedIOException(e);
    }
  }

  /** Loads the server for a time, and measures it after a time of warming up. */
  Figures run(Duration warmUp, Duration measured) {
    try {
      long now = System.nanoTime();
      for (Client client : clients) {
        client.begin();
      }
      turnUntil(now + warmUp.toNanos());
      calls = 0;
      latencies = new int[LONGEST_MICROS + 1];
      long start = System.nanoTime();
      turnUntil(start + measured.toNanos());
      double seconds = (System.nanoTime() - start) / 1e9;
      var figures = new Figures(calls, calls / seconds, percentile(50), percentile(99));
      drain();
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turnUntil(long end) throws IOException {
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      turn(left / 1_000_000 + 1);
    }
  }

  private void turn(long millis) throws IOException {
    selector.select(millis);
    for (SelectionKey key : selector.selectedKeys()) {
      ((Client) key.attachment()).ready();
    }
    selector.selectedKeys().clear();
  }

  /** Takes the replies that are still out, so that a next run begins with none in flight. */
  private void drain() throws IOException {
    clients.forEach(client -> client.draining = true);
    long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (clients.stream().anyMatch(client -> client.inFlight > 0)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("calls that are never answered");
      }
      turn(100);
    }
    clients.forEach(client -> client.draining = false);
  }

  private int percentile(int percent) {
    long wanted = (calls * percent + 99) / 100;
    long seen = 0;
    for (int micros = 0; micros < latencies.length; micros++) {
      seen += latencies[micros];
      if (seen >= wanted) {
        return micros;
      }
    }
    return LONGEST_MICROS;
  }

  @Override
  public void close() {
    try {
      for (Client client : clients) {
        client.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that has opened the default test world; blocking. */
  static SocketChannel opened(int port) throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    expectOk(channel, RawFrame.call(RawFrame.AUTH_LIST, 0));
    expectOk(channel, RawFrame.open("test:///default", 1));
    return channel;
  }

  private static void expectOk(SocketChannel channel, RawFrame call) throws IOException {
    channel.write(ByteBuffer.wrap(call.bytes()));
    var word = ByteBuffer.allocate(4);
    fill(channel, word);
    var rest = ByteBuffer.allocate(word.getInt(0) - 4);
    fill(channel, rest);
    if (rest.getInt(20) != RawFrame.OK) {
      throw new AssertionError("a set-up call failed");
    }
  }

  private static void fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }

  /** One connection; the serial of a call is the number of its place among those in flight. */
  private final class Client {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out;
    private final byte[] call;
    private final int procedure;
    private final long[] sentAt;
    private final SelectionKey key;
    private int inFlight;
    private boolean draining;

    Client(SocketChannel channel, SelectionKey key, int depth, byte[] call) {
      this.channel = channel;
      this.key = key;
      this.call = call.clone();
      procedure = ByteBuffer.wrap(call).getInt(12);
      sentAt = new long[depth];
      out = ByteBuffer.allocateDirect(call.length * depth);
    }

    void begin() throws IOException {
      for (int place = 0; place < sentAt.length; place++) {
        queue(place);
      }
      flush();
    }

    void ready() throws IOException {
      if (key.isReadable()) {
        if (channel.read(in) < 0) {
          throw new EOFException("the server closed a connection under load");
        }
        in.flip();
        while (in.remaining() >= 4 && in.remaining() >= in.getInt(in.position())) {
          take();
        }
        in.compact();
      }
      flush();
    }

    private void take() {
      int at = in.position();
      int place = in.getInt(at + SERIAL_AT);
      boolean right =
          in.getInt(at + 12) == procedure
              && in.getInt(at + 16) == RawFrame.REPLY
              && in.getInt(at + 24) == RawFrame.OK
              && place >= 0
              && place < sentAt.length
              && sentAt[place] != 0;
      if (!right) {
        throw new AssertionError("a wrong reply under load: serial " + place);
      }
      in.position(at + in.getInt(at));
      long micros = (System.nanoTime() - sentAt[place]) / 1000;
      latencies[(int) Math.min(micros, LONGEST_MICROS)]++;
      calls++;
      inFlight--;
      sentAt[place] = 0;
      if (!draining) {
        queue(place);
      }
    }

    private void queue(int place) {
      int at = out.position();
      out.put(call);
      out.putInt(at + SERIAL_AT, place);
      sentAt[place] = System.nanoTime();
      inFlight++;
    }

    private void flush() throws IOException {
      if (out.position() > 0) {
        out.flip();
        channel.write(out);
        out.compact();
      }
      int wanted =
          out.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }
  }
}
