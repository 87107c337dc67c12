package org.jvirtd.rpc.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a handshake, for the load client: as far as it gets with each step, until
 * the server has sent the byte that lets clients in (semantics section 18). On a socket in blocking
 * mode one step is all of it.
 */
public final class ClientHandshake {
  private static final byte LET_IN = 1;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer plain;

  /**
   * @param socket connected
   * @param engine in client mode, new
   */
  public ClientHandshake(SocketChannel socket, SSLEngine engine) throws SSLException {
    this.socket = socket;
    this.engine = engine;
    received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    engine.beginHandshake();
  }

  /**
   * @return what to talk through, or null when the server has more to say first
   * @throws EOFException if the server closes the connection, as it does when it refuses a client
   */
  public @Nullable ClientChannel step() throws IOException {
    while (plain.position() == 0) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> seal();
        default -> {
          if (!open()) {
            return null;
          }
        }
      }
    }
    if (plain.position() != 1 || plain.get(0) != LET_IN) {
      throw new SSLException("the server said something else than that the client is let in");
    }
    return new ClientChannel(socket, engine, new TlsChannel(socket, engine, null, rest()));
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private void seal() throws IOException {
    ByteBuffer sealed = TlsBuffer.current();
    engine.wrap(NOTHING, sealed);
    socket.write(sealed.flip());
    if (sealed.hasRemaining()) {
      throw new IOException("no room in a new socket for the few bytes of a handshake");
    }
  }

  /** Takes a record. Returns whether there was one. */
  private boolean open() throws IOException {
    while (true) {
      SSLEngineResult result = engine.unwrap(received, plain);
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return false;
          }
        }
        default -> throw new SSLException("a handshake that ends with " + result.getStatus());
      }
    }
  }

  private boolean receive() throws IOException {
    received.compact();
    int read = socket.read(received);
    received.flip();
    if (read < 0) {
      throw new EOFException("the server closed the connection during the handshake");
    }
    return read > 0;
  }

  private byte @Nullable [] rest() {
    if (!received.hasRemaining()) {
      return null;
    }
    byte[] rest = new byte[received.remaining()];
    received.get(rest);
    return rest;
  }
}
