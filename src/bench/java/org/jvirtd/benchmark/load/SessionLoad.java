package org.jvirtd.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jvirtd.rpc.Status;

/**
 * Sessions: connect, list the ways to authenticate, open the hypervisor, close the socket, and the
 * next one, in several slots at a time. Its latency is that from connecting to the hypervisor being
 * open.
 */
public final class SessionLoad extends SelectorLoad {
  /**
   * Each TCP connection that the client closes blocks its port for a minute. The loopback has
   * addresses enough to come from, with all ports each.
   */
  private static final int SOURCES = 250;

  private static final int FIRST_SOURCE = 0x7f000002;

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
    if (address.transport() == Transport.TCP) {
      byte[] source = new byte[4];
      ByteBuffer.wrap(source).putInt(FIRST_SOURCE + opened++ % SOURCES);
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
    }
    channel.configureBlocking(false);
    return channel;
  }

  /** One session after the other: connecting, then a reply to AUTH_LIST, then one to OPEN. */
  private final class Slot implements Ready, MessageStream.Messages {
    private final ByteBuffer output = ByteBuffer.allocateDirect(1024);
    private MessageStream received = new MessageStream(this);
    private long startNanos;
    private boolean isOpen;

    void connect() throws IOException {
      received = new MessageStream(this);
      isOpen = false;
      underWay++;
      startNanos = System.nanoTime();
      output.clear().put(authList);
      SocketChannel channel = channel();
      if (channel.connect(address.socket())) {
        write(channel.register(selector, SelectionKey.OP_READ, this), output);
      } else {
        channel.register(selector, SelectionKey.OP_CONNECT, this);
      }
    }

    @Override
    public void onReady(SelectionKey key) throws IOException {
      var channel = (SocketChannel) key.channel();
      if (key.isConnectable()) {
        channel.finishConnect();
        write(key, output);
        return;
      }
      if (key.isReadable()) {
        read(channel, received);
      }
      if (isOpen) {
        channel.close();
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
      if (procedure == Frames.AUTH_LIST) {
        output.put(open);
      } else {
        isOpen = true;
        count(System.nanoTime() - startNanos);
      }
    }
  }
}
