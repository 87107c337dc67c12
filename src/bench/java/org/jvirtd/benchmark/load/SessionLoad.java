package org.jvirtd.benchmark.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Status;
import org.jvirtd.rpc.sasl.ScramClient;
import org.jvirtd.rpc.tls.ClientChannel;
import org.jvirtd.rpc.tls.ClientHandshake;

/**
 * Sessions: connect, list the ways to authenticate, log in if one has to, open the hypervisor,
 * close the socket, and the next one, in several slots at a time. Its latency is that from
 * connecting to the hypervisor being open.
 */
public final class SessionLoad extends SelectorLoad {
  /**
   * Each TCP connection that the client closes blocks its port for a minute. The loopback has
   * addresses enough to come from, with all ports each.
   */
  private static final int SOURCES = 250;

  private static final int FIRST_SOURCE = 0x7f000002;

  /** The replies that a login reads are shorter. */
  private static final int KEPT_BYTES = 1024;

  private final Address address;
  private final byte[] authList = Frames.authList();
  private final byte[] open = Frames.open();
  private final Slot[] slots;
  private int opened;
  private int underWay;

  private SessionLoad(Address address, int slots) throws IOException {
    this.address = address;
    this.slots = new Slot[slots];
    for (int i = 0; i < slots; i++) {
      this.slots[i] = new Slot();
    }
  }

  /**
   * @param slots sessions at a time
   */
  public static SessionLoad open(Address address, int slots) throws IOException {
    return new SessionLoad(address, slots);
  }

  @Override
  void first() throws IOException {
    for (Slot slot : slots) {
      slot.connect();
    }
  }

  @Override
  boolean busy() {
    return underWay > 0;
  }

  private SocketChannel channel() throws IOException {
    SocketChannel channel = address.channel();
    if (address.transport() != Transport.UNIX) {
      byte[] source = new byte[4];
      ByteBuffer.wrap(source).putInt(FIRST_SOURCE + opened++ % SOURCES);
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
    }
    channel.configureBlocking(false);
    return channel;
  }

  /**
   * One session after the other: connecting, a handshake where the transport has one, then a reply
   * to AUTH_LIST, those to a login where there has to be one, and one to OPEN.
   */
  private final class Slot implements Ready, MessageStream.Messages {
    private final ByteBuffer output = ByteBuffer.allocateDirect(1024);
    private MessageStream received = new MessageStream(this, KEPT_BYTES);
    private @Nullable ByteChannel bytes;
    private @Nullable ClientHandshake handshake;
    private @Nullable Login login;
    private long startNanos;
    private boolean isOpen;

    void connect() throws IOException {
      received = new MessageStream(this, KEPT_BYTES);
      isOpen = false;
      underWay++;
      startNanos = System.nanoTime();
      output.clear().put(authList);
      SocketChannel channel = channel();
      bytes = channel;
      if (channel.connect(address.socket())) {
        begin(channel.register(selector, SelectionKey.OP_READ, this), channel);
      } else {
        channel.register(selector, SelectionKey.OP_CONNECT, this);
      }
    }

    private void begin(SelectionKey key, SocketChannel channel) throws IOException {
      TlsClients tls = address.tls();
      if (tls != null) {
        handshake = new ClientHandshake(channel, tls.newEngine());
        key.interestOps(SelectionKey.OP_READ);
      }
      proceed(key);
    }

    @Override
    public ByteChannel bytes() {
      return requireNonNull(bytes, "not connected");
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
      if (key.isConnectable()) {
        var channel = (SocketChannel) key.channel();
        channel.finishConnect();
        begin(key, channel);
        return;
      }
      if (handshake == null && key.isReadable()) {
        read(bytes(), received);
      }
      proceed(key);
    }

    private void proceed(SelectionKey key) throws IOException {
      if (handshake != null) {
        ClientChannel secured = handshake.step();
        if (secured == null) {
          return;
        }
        handshake = null;
        bytes = secured;
      }
      if (isOpen) {
        bytes().close();
        underWay--;
        if (!ending()) {
          connect();
        }
      } else {
        write(key, output);
      }
    }

    @Override
    public void onMessage(int procedure, int type, int serial, int status) {
      if (status != Status.OK) {
        throw new IllegalStateException("procedure " + procedure + " failed");
      }
      switch (procedure) {
        case Frames.AUTH_LIST -> output.put(afterList());
        case Frames.CONNECT_OPEN -> {
          isOpen = true;
          count(System.nanoTime() - startNanos);
        }
        default -> {
          byte[] next = requireNonNull(login, "nobody logs in").next(received.body());
          output.put(next == null ? open : next);
        }
      }
    }

    private byte[] afterList() {
      ScramClient user = address.user();
      if (user == null) {
        return open;
      }
      login = new Login(user);
      return login.begin();
    }
  }
}
