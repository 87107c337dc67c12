package org.jvirtd.rpc;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.HandleEvents;
import org.jvirtd.rpc.tls.TlsHandshakes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket that clients connect to. While the server is at a limit it is not watched, and newcomers
 * wait in the kernel's backlog (semantics section 7).
 */
final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** Connections accepted in one turn, so that a storm of them does not hold the loop. */
  private static final int ACCEPTS_PER_TURN = 64;

  /**
   * How long accepting rests when it has failed, as it does without free descriptors: doubled with
   * each failure, up to what libvirt always waits (semantics section 7).
   */
  private static final int FIRST_REST_MILLIS = 100;

  private static final int LONGEST_REST_MILLIS = 5_000;

  private final Server server;
  private final ServerSocketChannel channel;
  private final ListenerSettings settings;
  private final int rest;
  private final @Nullable TlsHandshakes handshakes;
  private int watch;
  private boolean paused;
  private @Nullable Peer latest;
  private int nextRestMillis = FIRST_REST_MILLIS;
  private volatile boolean resting;

  Listener(Server server, ServerSocketChannel channel, ListenerSettings settings) {
    this.server = server;
    this.channel = channel;
    this.settings = settings;
    ListenerSettings.Tls tls = settings.tls();
    this.handshakes =
        tls == null
            ? null
            : new TlsHandshakes(server.loop(), tls.handshakes(), tls.credentials(), this::rewatch);
    this.rest =
        server
            .loop()
            .addTimeout("listener rest", EventLoop.DISABLED, timer -> onRested(), () -> {});
  }

  /** Begins to accept. */
  void open() {
    watch =
        server
            .loop()
            .addHandle(
                "listener",
                channel,
                HandleEvents.READABLE,
                (w, events) -> onAcceptable(),
                this::free);
  }

  SocketAddress address() throws IOException {
    return channel.getLocalAddress();
  }

  boolean isAccepting() {
    return watch != 0 && !waits();
  }

  /** Whether it waits before it tries to accept again. From any thread. */
  boolean isResting() {
    return resting;
  }

  /** Accepts, or not. On the loop thread. */
  void pause(boolean pause) {
    paused = pause;
    rewatch();
  }

  private boolean waits() {
    return paused || resting || (handshakes != null && handshakes.isFull());
  }

  private void rewatch() {
    if (watch != 0) {
      server.loop().updateHandle(watch, waits() ? 0 : HandleEvents.READABLE);
    }
  }

  private void onAcceptable() {
    for (int i = 0; i < ACCEPTS_PER_TURN && isAccepting(); i++) {
      if (!acceptOne()) {
        return;
      }
    }
  }

  private boolean acceptOne() {
    @Nullable SocketChannel client;
    try {
      client = channel.accept();
    } catch (IOException e) {
      onFailure(e);
      return false;
    }
    if (client == null) {
      return false;
    }
    onSuccess();
    try {
      client.configureBlocking(false);
      if (settings.transport() != Peer.Transport.UNIX) {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      welcome(client, shared(Peer.of(client, settings.transport())));
    } catch (IOException e) {
      // The client is gone before it was there.
      LOG.debug("{}: {}", this, e.getMessage());
      closeQuietly(client);
    }
    return true;
  }

  /** Of a UNIX socket's clients most are the same user, and need not each keep who that is. */
  private Peer shared(Peer peer) {
    Peer known = latest;
    if (known != null && known.equals(peer)) {
      return known;
    }
    latest = peer;
    return peer;
  }

  private void welcome(SocketChannel client, Peer peer) {
    if (handshakes == null) {
      server.onAccepted(Accepted.plain(client, peer, settings));
      return;
    }
    handshakes.begin(
        client,
        peer.address(),
        (socket, wire) -> server.onAccepted(Accepted.secured(socket, wire, peer, settings)));
    rewatch();
  }

  private void onFailure(IOException failure) {
    if (nextRestMillis == FIRST_REST_MILLIS) {
      LOG.warn(
          "{}: accepting fails: {}; newcomers wait in the backlog, and it is tried again when a"
              + " connection closes, and from time to time",
          this,
          failure.getMessage());
    }
    server.counters().acceptFailures.increment();
    resting = true;
    server.loop().updateTimeout(rest, nextRestMillis);
    nextRestMillis = Math.min(2 * nextRestMillis, LONGEST_REST_MILLIS);
    rewatch();
  }

  private void onSuccess() {
    if (nextRestMillis != FIRST_REST_MILLIS) {
      nextRestMillis = FIRST_REST_MILLIS;
      LOG.info("{}: accepting succeeds again", this);
    }
  }

  /** Tries again, if it rests for want of a descriptor: one is free now. */
  void onDescriptorFree() {
    if (resting) {
      onRested();
    }
  }

  private void onRested() {
    server.loop().updateTimeout(rest, EventLoop.DISABLED);
    resting = false;
    rewatch();
  }

  /** Stops accepting for good. */
  void close() {
    server.loop().removeTimeout(rest);
    if (handshakes != null) {
      handshakes.close();
    }
    if (watch != 0) {
      server.loop().removeHandle(watch);
      watch = 0;
    }
  }

  private void free() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("{}: closing failed: {}", this, e.getMessage());
    }
  }

  private static void closeQuietly(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("closing a client that could not be set up failed: {}", e.getMessage());
    }
  }

  @Override
  public String toString() {
    return server.name() + " listener " + channel;
  }
}
