package org.jvirtd.rpc.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One handshake, step by step. A step goes on until the socket has nothing to read or takes nothing
 * more; it may take long, as it signs and verifies, and is not for the event loop thread. One step
 * at a time.
 *
 * <p>When the handshake is over, and the client's certificate was good, it sends the one byte that
 * tells libvirt's clients that they are let in (semantics section 18).
 */
final class TlsHandshake {
  private static final byte LET_IN = 1;

  /** More than any flight of messages that a client has reason to send before it is answered. */
  private static final int MAX_BUFFERED_BYTES = 64 * 1024;

  /** Where a handshake is after a step. */
  enum Progress {
    WAITS_FOR_INPUT,
    WAITS_FOR_OUTPUT,
    DONE
  }

  private final SocketChannel socket;
  private final SSLEngine engine;
  private ByteBuffer received = ByteBuffer.allocate(0);
  private ByteBuffer toSend = ByteBuffer.allocate(0);
  private boolean letIn;

  TlsHandshake(SocketChannel socket, SSLEngine engine) throws SSLException {
    this.socket = socket;
    this.engine = engine;
    engine.beginHandshake();
  }

  /**
   * @throws EOFException if the client has gone
   * @throws SSLException if the handshake has failed; the client has been told why, as far as it
   *     listens
   */
  Progress step() throws IOException {
    try {
      return go();
    } catch (SSLException e) {
      sendAlert();
      throw e;
    }
  }

  private Progress go() throws IOException {
    while (true) {
      if (!send()) {
        return Progress.WAITS_FOR_OUTPUT;
      }
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> seal(ByteBuffer.allocate(0));
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap()) {
            return Progress.WAITS_FOR_INPUT;
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          if (letIn) {
            return Progress.DONE;
          }
          letIn = true;
          seal(ByteBuffer.wrap(new byte[] {LET_IN}));
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    spareTicket();
  }

  /**
   * Keeps TLS 1.3 from sending a ticket to resume with. It would come before the byte, and
   * libvirt's client takes the first record after its handshake for that. The JDK sends none for a
   * session that is not valid any more; the connection does not mind.
   */
  private void spareTicket() {
    SSLSession session = engine.getHandshakeSession();
    if (session != null && session.getProtocol().equals("TLSv1.3")) {
      session.invalidate();
    }
  }

  private void seal(ByteBuffer plain) throws SSLException {
    toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(plain, toSend);
    toSend.flip();
    if (result.getStatus() != SSLEngineResult.Status.OK || plain.hasRemaining()) {
      throw new SSLException("the connection was closed during the handshake");
    }
  }

  private boolean send() throws IOException {
    if (toSend.hasRemaining()) {
      socket.write(toSend);
    }
    return !toSend.hasRemaining();
  }

  /** Takes a record. Returns whether there was one. */
  private boolean unwrap() throws IOException {
    while (true) {
      // Handshake records have no plain bytes to give; what has is no handshake.
      SSLEngineResult result = engine.unwrap(received, ByteBuffer.allocate(0));
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> throw new EOFException("the client said goodbye");
        case BUFFER_OVERFLOW -> throw new SSLException("data before the end of the handshake");
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return false;
          }
        }
      }
    }
  }

  /** Reads more of what the client sends. Returns whether there was anything. */
  private boolean receive() throws IOException {
    ByteBuffer fresh = TlsBuffer.current();
    fresh.limit(Math.max(0, MAX_BUFFERED_BYTES - received.remaining()));
    int read = socket.read(fresh);
    if (read < 0) {
      throw new EOFException("the client closed the connection");
    }
    if (read == 0) {
      return false;
    }
    fresh.flip();
    received =
        ByteBuffer.allocate(received.remaining() + fresh.remaining())
            .put(received)
            .put(fresh)
            .flip();
    return true;
  }

  private void sendAlert() throws IOException {
    engine.closeOutbound();
    ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    try {
      while (!engine.isOutboundDone()
          && engine.wrap(ByteBuffer.allocate(0), alert).bytesProduced() > 0) {
        // The alert, after what was to be sent before it.
      }
    } catch (SSLException e) {
      // It is the failure once more, which the caller knows.
      return;
    } finally {
      socket.write(alert.flip());
    }
  }

  /** What is left of a handshake that is done. */
  TlsChannel channel() {
    byte[] rest = null;
    if (received.hasRemaining()) {
      rest = new byte[received.remaining()];
      received.get(rest);
    }
    return new TlsChannel(socket, engine, clientName(), rest);
  }

  private @Nullable String clientName() {
    try {
      return engine.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
          ? DistinguishedName.of(certificate.getSubjectX500Principal())
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
