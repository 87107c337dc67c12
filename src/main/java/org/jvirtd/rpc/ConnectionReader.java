package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.HandleEvents;
import org.jvirtd.rpc.tls.TlsChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop thread's half of a connection: its watch, its reading, its frames, and keepalive. What
 * it reads it gives to its connection. For the loop thread only, apart from what is said to be for
 * any.
 */
final class ConnectionReader {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionReader.class);

  /** How long a client may take to notice that the server is gone, before it is closed anyway. */
  private static final int LINGER_MILLIS = 2_000;

  private final Connection connection;
  private final Server server;
  private final SocketChannel socket;
  private final ByteChannel wire;
  private final FrameReader input = new FrameReader(this::onFrame);
  private volatile @Nullable Keepalive keepalive;
  private int watch;
  private int watched;
  private int lingering;
  private long readNanos;
  private volatile long bytesIn;

  ConnectionReader(Connection connection, Accepted client) {
    this.connection = connection;
    this.server = connection.server();
    this.socket = client.socket();
    this.wire = client.wire();
  }

  /** Begins to read. */
  void open() {
    watched = HandleEvents.READABLE;
    watch =
        server
            .loop()
            .addHandle("connection", socket, watched, (w, events) -> onEvents(events), this::free);
    if (wire instanceof TlsChannel secured && secured.holdsInput()) {
      // It came with the end of the handshake, and the socket does not tell of it any more.
      onReadable();
    }
  }

  /** Bytes read so far. From any thread. */
  long bytesIn() {
    return bytesIn;
  }

  /** Whether the client is sent pings when it is silent. From any thread. */
  boolean hasKeepalive() {
    return keepalive != null;
  }

  private void onEvents(int events) {
    if ((events & HandleEvents.WRITABLE) != 0) {
      connection.onWritable();
    }
    if ((events & ~HandleEvents.WRITABLE) != 0) {
      onReadable();
    }
  }

  private void onReadable() {
    ByteBuffer buffer = server.readBuffer().clear();
    try {
      int read = wire.read(buffer);
      if (read >= 0) {
        onBytes(read, buffer.flip());
      }
      if (read < 0 || !wire.isOpen()) {
        // It may still listen for the replies to what it has sent.
        connection.onEndOfInput();
      }
    } catch (FrameReader.BadLength e) {
      onBadLength(e);
    } catch (IOException e) {
      LOG.debug("{}: reading failed: {}", connection, e.getMessage());
      connection.closeNow(CloseReason.IO_ERROR);
    }
    server.flushJobs();
  }

  private void onBytes(int read, ByteBuffer bytes) throws FrameReader.BadLength {
    count(read);
    if (connection.flow().state() != ConnectionState.LINGERING) {
      heard();
      input.read(bytes);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop thread writes it
  private void count(int read) {
    bytesIn += read;
    server.counters().bytesIn.add(read);
  }

  /** One reading of the clock for all that comes with one read. */
  private void heard() {
    readNanos = server.nanoTime();
    Keepalive alive = keepalive;
    if (alive != null) {
      alive.heard(readNanos);
    }
  }

  private void onBadLength(FrameReader.BadLength e) {
    LOG.info("{}: closed for its {}", connection, e.getMessage());
    connection.closeNow(CloseReason.BAD_FRAME);
  }

  private boolean onFrame(ByteBuffer frame, int at, int end) {
    Header header = Header.read(frame, at);
    if (Keepalive.isKeepalive(header)) {
      if (header.procedure() == Keepalive.PING) {
        connection.sendNow(Keepalive.pong());
      }
      return connection.flow().state().serves();
    }
    return switch (header.type()) {
      case MessageType.CALL ->
          connection.admit(Call.read(connection, header, frame, at + Header.BYTES, end, readNanos));
      case MessageType.CALL_WITH_FDS -> onCallWithDescriptors(header, frame, at, end);
      case MessageType.STREAM, MessageType.STREAM_HOLE ->
          connection.onStreamPacket(header, frame, at + Header.BYTES, end);
      // Replies and events are dropped (semantics 5).
      default -> connection.flow().state().serves();
    };
  }

  /**
   * A call and, after its frame, one byte for each file descriptor that it passes. The kernel drops
   * a descriptor when its byte is read like any other, and so the connection stays in step
   * (semantics section 2).
   */
  private boolean onCallWithDescriptors(Header header, ByteBuffer frame, int at, int end) {
    int count = DescriptorCount.read(frame, at + Header.BYTES, end);
    if (!DescriptorCount.isAllowed(count, connection.peer().transport())) {
      LOG.info("{}: closed for a call that passes {} file descriptors", connection, count);
      connection.closeNow(CloseReason.FDS_REFUSED);
      return false;
    }
    input.skip(count);
    int from = at + Header.BYTES + DescriptorCount.BYTES;
    Header call = count == 0 ? header.withoutDescriptors() : header;
    return connection.admit(Call.read(connection, call, frame, from, end, readNanos));
  }

  /** Goes on with frames that were left when the connection could take no more calls. */
  void resume() {
    heard();
    try {
      input.resume();
    } catch (FrameReader.BadLength e) {
      onBadLength(e);
    }
    server.flushJobs();
  }

  /** Watches for other events, a mask of {@link HandleEvents}. */
  void watch(int wanted) {
    if (watch != 0 && wanted != watched) {
      watched = wanted;
      server.loop().updateHandle(watch, wanted);
    }
  }

  /** Sends no more, and waits a while for the client to close its direction too. */
  void linger() {
    try {
      if (wire instanceof TlsChannel secured) {
        secured.shutdownOutput();
      } else {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", connection, e.getMessage());
      connection.closeNow(CloseReason.STOPPING);
      return;
    }
    lingering =
        server
            .loop()
            .addTimeout(
                "linger",
                LINGER_MILLIS,
                timer -> connection.closeNow(CloseReason.STOPPING),
                () -> {});
  }

  /** Watches for nothing any more; what there is is freed when the loop has let go of it. */
  void close() {
    if (watch != 0) {
      server.loop().removeHandle(watch);
      watch = 0;
    }
  }

  /** The client is not read from now on, and may wonder. */
  void onPaused() {
    Keepalive alive = keepalive;
    if (alive != null) {
      alive.onPaused();
    }
  }

  /** Begins to send pings if they are wanted, or with other settings if these have changed. */
  void keepAlive() {
    Keepalive alive = keepalive;
    if (alive == null) {
      if (server.keepaliveSettings().enabled()) {
        keepalive = new Keepalive(connection);
      }
    } else {
      alive.onSettings();
    }
  }

  /** The watch is gone: nothing of the loop refers to the connection any more. */
  private void free() {
    input.clear();
    Keepalive alive = keepalive;
    if (alive != null) {
      alive.stop();
    }
    if (lingering != 0) {
      server.loop().removeTimeout(lingering);
    }
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("{}: closing failed: {}", connection, e.getMessage());
    }
    connection.onFreed();
  }
}
