package org.jvirtd.rpc.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A socket in non-blocking mode with TLS upon it, after the handshake. Between records it holds no
 * buffer: sealed bytes are read and written with a buffer of the thread's.
 *
 * <p>Who reads is one thread, who writes are many, one after the other; a read and a write may
 * happen at once.
 */
public final class TlsChannel implements ByteChannel {
  /**
   * Answers of TLS itself that may wait for the next write, such as the one to a request for new
   * keys. RFC 8446 section 4.6.3 lets them wait; but who asks again and again and takes nothing is
   * no client.
   */
  private static final int MAX_OWED_ANSWERS = 16;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private final SSLEngine engine;
  private final @Nullable String distinguishedName;

  /** The beginning of a record whose rest has not arrived. For the reading thread only. */
  private byte @Nullable [] begun;

  private volatile boolean closedByPeer;
  private final AtomicInteger owedAnswers = new AtomicInteger();

  // For the one that writes: sealed bytes that the socket did not take, and how many plain bytes
  // they stand for, which count as written when all of them have left.
  private final Object writing = new Object();
  private byte @Nullable [] unsent;
  private int unsentFrom;
  private int unreported;

  /**
   * @param begun sealed bytes that have been read already, or null
   */
  TlsChannel(
      SocketChannel socket,
      SSLEngine engine,
      @Nullable String distinguishedName,
      byte @Nullable [] begun) {
    this.socket = socket;
    this.engine = engine;
    this.distinguishedName = distinguishedName;
    this.begun = begun;
  }

  /** The subject of the certificate that the client has shown, or null if it has shown none. */
  public @Nullable String distinguishedName() {
    return distinguishedName;
  }

  /** Whether bytes have been read from the socket that no read has returned. */
  public boolean holdsInput() {
    return begun != null;
  }

  /** Open until the client says that it sends no more, or it is closed. */
  @Override
  public boolean isOpen() {
    return !closedByPeer && socket.isOpen();
  }

  /**
   * Reads all plain bytes of whatever records have arrived whole.
   *
   * @param into with room for a record at least
   * @return how many; 0 if no record is whole yet, -1 when the client sends no more
   * @throws IOException if the socket fails, or the records are not what TLS wants
   */
  @Override
  public int read(ByteBuffer into) throws IOException {
    ByteBuffer sealed = TlsBuffer.current();
    if (begun != null) {
      sealed.put(begun);
    }
    // Records shrink when they are opened: what fits sealed fits plain.
    sealed.limit(Math.min(sealed.capacity(), into.remaining()));
    int read = socket.read(sealed);
    if (read < 0) {
      begun = null;
      return -1;
    }
    sealed.flip();
    int before = into.position();
    open(sealed, into);
    keep(sealed);
    int plain = into.position() - before;
    return plain == 0 && closedByPeer ? -1 : plain;
  }

  private void open(ByteBuffer sealed, ByteBuffer into) throws IOException {
    while (sealed.hasRemaining() && !closedByPeer) {
      SSLEngineResult result = engine.unwrap(sealed, into);
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          return;
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record that does not fit");
        case CLOSED -> closedByPeer = true;
        case OK -> checkHandshake(result);
      }
    }
  }

  /** What of TLS itself may come after the handshake: new keys, and nothing else. */
  private void checkHandshake(SSLEngineResult result) throws SSLException {
    switch (result.getHandshakeStatus()) {
      case NOT_HANDSHAKING, FINISHED -> {}
      case NEED_WRAP -> {
        // Data may come while an answer is owed; what is no data is another question.
        if (result.bytesProduced() == 0 && owedAnswers.incrementAndGet() > MAX_OWED_ANSWERS) {
          throw new SSLException("the client asks for new keys again and again");
        }
      }
      default -> throw new SSLException("the client wants another handshake");
    }
  }

  private void keep(ByteBuffer sealed) {
    if (closedByPeer || !sealed.hasRemaining()) {
      begun = null;
    } else {
      begun = new byte[sealed.remaining()];
      sealed.get(begun);
    }
  }

  /**
   * Seals and writes. Bytes count as written when the socket has taken the records that hold them:
   * those that it did not take have to be the first ones that the next call is given.
   *
   * @return how many; fewer than there are when the socket takes no more
   */
  @Override
  public int write(ByteBuffer from) throws IOException {
    synchronized (writing) {
      if (!sendUnsent()) {
        return 0;
      }
      int written = unreported;
      from.position(from.position() + unreported);
      unreported = 0;
      while (from.hasRemaining()) {
        int start = from.position();
        seal(from);
        if (unsent != null) {
          unreported = from.position() - start;
          from.position(start);
          return written;
        }
        written += from.position() - start;
      }
      return written;
    }
  }

  /** Seals as much as the thread's buffer holds, and sends it. */
  private void seal(ByteBuffer from) throws IOException {
    ByteBuffer sealed = TlsBuffer.current();
    int record = engine.getSession().getPacketBufferSize();
    do {
      SSLEngineResult result = engine.wrap(from, sealed);
      if (result.getStatus() != SSLEngineResult.Status.OK) {
        throw new SSLException("sealing failed: " + result.getStatus());
      }
    } while (from.hasRemaining() && sealed.remaining() >= record);
    owedAnswers.set(0);
    send(sealed.flip());
  }

  private void send(ByteBuffer sealed) throws IOException {
    socket.write(sealed);
    if (sealed.hasRemaining()) {
      unsent = new byte[sealed.remaining()];
      unsentFrom = 0;
      sealed.get(unsent);
    }
  }

  private boolean sendUnsent() throws IOException {
    byte[] waiting = unsent;
    if (waiting == null) {
      return true;
    }
    ByteBuffer sealed = TlsBuffer.current();
    sealed.put(waiting, unsentFrom, waiting.length - unsentFrom).flip();
    unsentFrom += socket.write(sealed);
    if (unsentFrom < waiting.length) {
      return false;
    }
    unsent = null;
    unsentFrom = 0;
    return true;
  }

  /** Says that nothing more is sent, and ends that direction of the socket. */
  public void shutdownOutput() throws IOException {
    sayGoodbye();
    socket.shutdownOutput();
  }

  /** Says that nothing more is sent, if the socket takes it at once, and closes the socket. */
  @Override
  public void close() throws IOException {
    try (socket) {
      sayGoodbye();
    }
  }

  private void sayGoodbye() throws IOException {
    synchronized (writing) {
      engine.closeOutbound();
      if (unsent != null || !socket.isConnected()) {
        return;
      }
      ByteBuffer sealed = TlsBuffer.current();
      while (!engine.isOutboundDone()
          && engine.wrap(NOTHING, sealed).getStatus() == SSLEngineResult.Status.OK) {
        // One record, or the answers that were owed before it.
      }
      socket.write(sealed.flip());
    }
  }
}
