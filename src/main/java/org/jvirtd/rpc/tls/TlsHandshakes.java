package org.jvirtd.rpc.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.HandleEvents;
import org.jvirtd.rpc.tls.TlsHandshake.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshakes of a listener's newcomers. The loop waits for their sockets; the steps, which sign
 * and verify, run on threads of their own.
 *
 * <pre>
 *   WAITS ──ready──▶ WORKS ──done──▶ let in: the socket is its connection's
 *     ▲                │  └─failed──▶ LINGERS ──client goes──▶ ENDED: the socket is closed
 *     └──needs more────┘
 * </pre>
 *
 * <p>When it takes too long, or the server stops, it is ENDED at once. One that has failed lingers
 * because a client may still be sending its part: on a socket that is closed with bytes unread it
 * would find no alert but a broken connection, and libvirt's client would die of SIGPIPE.
 *
 * <p>For the event loop thread, apart from what is said to be for any. The number of handshakes and
 * the time that each may take are bounded ({@link TlsOptions}).
 */
public final class TlsHandshakes {
  private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);

  /** How long a client that was refused may take to go. */
  private static final int LINGER_MILLIS = 2000;

  /** More than a handshake that has failed has reason to go on with. */
  private static final int MAX_LINGERING_BYTES = 256 * 1024;

  private final EventLoop loop;
  private final Executor executor;
  private final TlsCredentials credentials;
  private final Runnable onRoom;
  private final Set<Newcomer> newcomers = new HashSet<>();
  private boolean wasFull;

  /**
   * @param executor runs steps; it has to take as many as there may be handshakes
   * @param onRoom told, on the loop thread, when there is room for handshakes again
   */
  public TlsHandshakes(
      EventLoop loop, Executor executor, TlsCredentials credentials, Runnable onRoom) {
    this.loop = loop;
    this.executor = executor;
    this.credentials = credentials;
    this.onRoom = onRoom;
  }

  /** Whether no more may begin now. */
  public boolean isFull() {
    return newcomers.size() >= credentials.options().maxHandshakes();
  }

  /**
   * Begins one.
   *
   * @param socket in non-blocking mode; it is closed if the handshake fails
   * @param address whose it is, for the log
   * @param onLetIn told, on the loop thread, when the client is let in
   */
  public void begin(
      SocketChannel socket, String address, BiConsumer<SocketChannel, TlsChannel> onLetIn) {
    Newcomer newcomer = new Newcomer(socket, address, onLetIn);
    newcomers.add(newcomer);
    countPending();
    newcomer.begin();
  }

  private void countPending() {
    credentials.counters().pending = newcomers.size();
    if (isFull() && !wasFull) {
      credentials.counters().pauses.increment();
      LOG.warn(
          "{} TLS handshakes are under way, which is the limit; newcomers wait in the backlog",
          newcomers.size());
    }
    boolean room = wasFull && !isFull();
    wasFull = isFull();
    if (room) {
      onRoom.run();
    }
  }

  /** Ends all of them. */
  public void close() {
    for (Newcomer newcomer : Set.copyOf(newcomers)) {
      newcomer.end(TlsRefusal.STOPPING, "the server stops");
    }
  }

  private static void close(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing failed: {}", e.getMessage());
    }
  }

  private enum State {
    WAITS,
    WORKS,
    LINGERS,
    ENDED
  }

  /** A client in its handshake. */
  private final class Newcomer {
    private final SocketChannel socket;
    private final String address;
    private final BiConsumer<SocketChannel, TlsChannel> onLetIn;
    private State state = State.WAITS;
    private int watch;
    private int timer;
    private int lingered;
    private @Nullable TlsChannel secured;

    /** Whether a thread of the executor has a step of it, or will have. */
    private boolean stepping;

    private boolean unwatched;

    /** For the step that is under way, one after the other. */
    private @Nullable TlsHandshake handshake;

    Newcomer(SocketChannel socket, String address, BiConsumer<SocketChannel, TlsChannel> onLetIn) {
      this.socket = socket;
      this.address = address;
      this.onLetIn = onLetIn;
    }

    void begin() {
      watch =
          loop.addHandle(
              "tls handshake",
              socket,
              HandleEvents.READABLE,
              (w, events) -> onReady(),
              this::onUnwatched);
      timer =
          loop.addTimeout(
              "tls handshake",
              (int) credentials.options().handshakeTimeout().toMillis(),
              t -> onTooLate(),
              () -> {});
    }

    private void onTooLate() {
      end(TlsRefusal.TIMEOUT, "no end after " + credentials.options().handshakeTimeout());
    }

    private void onReady() {
      if (state == State.WAITS) {
        state = State.WORKS;
        loop.updateHandle(watch, 0);
        stepping = true;
        executor.execute(this::work);
      } else if (state == State.LINGERS) {
        discard();
      }
    }

    /** On a thread of the executor. */
    private void work() {
      Runnable next;
      try {
        TlsHandshake begun = handshake;
        if (begun == null) {
          begun = new TlsHandshake(socket, credentials.newEngine());
          handshake = begun;
        }
        Progress progress = begun.step();
        TlsChannel channel = progress == Progress.DONE ? begun.channel() : null;
        next = () -> onProgress(progress, channel);
      } catch (IOException | RuntimeException e) {
        next = () -> onFailure(e);
      }
      try {
        onLoop(next);
      } catch (IllegalStateException e) {
        // The loop is closed, and all sockets with it.
        LOG.debug("TLS client {}: {}", address, e.getMessage());
      }
    }

    private void onLoop(Runnable task) {
      loop.addTimeout(
          "tls handshake",
          0,
          timer -> {
            loop.removeTimeout(timer);
            task.run();
          },
          () -> {});
    }

    private void onProgress(Progress progress, @Nullable TlsChannel channel) {
      onStepped();
      if (state != State.WORKS) {
        return;
      }
      switch (progress) {
        case WAITS_FOR_INPUT -> waitFor(HandleEvents.READABLE);
        case WAITS_FOR_OUTPUT -> waitFor(HandleEvents.WRITABLE);
        case DONE -> {
          secured = channel;
          credentials.counters().secured.increment();
          leave();
        }
      }
    }

    private void waitFor(int events) {
      state = State.WAITS;
      loop.updateHandle(watch, events);
    }

    private void onFailure(Exception failure) {
      onStepped();
      if (state != State.WORKS) {
        return;
      }
      CertificateRefused refused = findRefusal(failure);
      TlsRefusal why = refused != null ? refused.reason() : reason(failure);
      report(why, String.valueOf((refused != null ? refused : failure).getMessage()));
      if (why == TlsRefusal.CLIENT_GONE) {
        leave();
      } else {
        linger();
      }
    }

    /** The client has its alert: it is to read it, whatever it is sending now. */
    private void linger() {
      try {
        socket.shutdownOutput();
      } catch (IOException e) {
        leave();
        return;
      }
      state = State.LINGERS;
      loop.updateHandle(watch, HandleEvents.READABLE);
      loop.updateTimeout(timer, LINGER_MILLIS);
    }

    private void discard() {
      ByteBuffer scratch = TlsBuffer.current();
      try {
        int read = socket.read(scratch);
        lingered += read;
        if (read < 0 || lingered > MAX_LINGERING_BYTES) {
          leave();
        }
      } catch (IOException e) {
        leave();
      }
    }

    void end(TlsRefusal why, String text) {
      if (state != State.LINGERS && state != State.ENDED) {
        report(why, text);
      }
      if (state != State.ENDED) {
        leave();
      }
    }

    private void report(TlsRefusal why, String text) {
      credentials.counters().countRefused(why);
      if (why == TlsRefusal.STOPPING || why == TlsRefusal.CLIENT_GONE) {
        LOG.info("TLS client {}: the handshake ended: {}", address, text);
      } else {
        LOG.warn("TLS client {} was refused ({}): {}", address, why, text);
      }
    }

    private void leave() {
      state = State.ENDED;
      loop.removeTimeout(timer);
      loop.removeHandle(watch);
    }

    /** The loop has let go of the socket. */
    private void onUnwatched() {
      unwatched = true;
      TlsChannel channel = secured;
      if (channel != null) {
        onLetIn.accept(socket, channel);
      } else {
        // A step that is under way on it fails, and finds that all is over.
        close(socket);
      }
      leaveIfOver();
    }

    private void onStepped() {
      stepping = false;
      leaveIfOver();
    }

    /** One whose step still waits for a thread counts, so that no more steps wait than may be. */
    private void leaveIfOver() {
      if (unwatched && !stepping) {
        newcomers.remove(this);
        countPending();
      }
    }
  }

  private static @Nullable CertificateRefused findRefusal(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof CertificateRefused refused) {
        return refused;
      }
    }
    return null;
  }

  private static TlsRefusal reason(Exception failure) {
    if (failure instanceof IOException && !(failure instanceof SSLException)) {
      return TlsRefusal.CLIENT_GONE;
    }
    // The JDK tells these two apart in words alone.
    String text = String.valueOf(failure.getMessage());
    if (text.contains("Received fatal alert")) {
      return TlsRefusal.CLIENT_REFUSED;
    }
    if (text.contains("Empty client certificate chain")) {
      return TlsRefusal.NO_CERTIFICATE;
    }
    return TlsRefusal.PROTOCOL;
  }
}
