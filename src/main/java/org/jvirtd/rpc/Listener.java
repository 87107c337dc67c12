package org.jvirtd.rpc;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.HandleEvents;
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

  /** How long accepting rests when there are no descriptors left (semantics section 7). */
  private static final int EXHAUSTED_REST_MILLIS = 5_000;

  private final Server server;
  private final ServerSocketChannel channel;
  private final Peer.Transport transport;
  private final boolean readOnly;
  private final int rest;
  private int watch;
  private boolean paused;
  private volatile boolean resting;

  Listener(Server server, ServerSocketChannel channel, Peer.Transport transport, boolean readOnly) {
    this.server = server;
    this.channel = channel;
    this.transport = transport;
    this.readOnly = readOnly;
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
    return watch != 0 && !paused && !resting;
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

  private void rewatch() {
    if (watch != 0) {
      server.loop().updateHandle(watch, paused || resting ? 0 : HandleEvents.READABLE);
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
      LOG.warn(
          "{}: accepting failed and rests for {} ms: {}",
          this,
          EXHAUSTED_REST_MILLIS,
          e.getMessage());
      resting = true;
      server.counters().acceptFailures.increment();
      server.loop().updateTimeout(rest, EXHAUSTED_REST_MILLIS);
      rewatch();
      return false;
    }
    if (client == null) {
      return false;
    }
    try {
      client.configureBlocking(false);
      if (transport != Peer.Transport.UNIX) {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      server.onAccepted(client, Peer.of(client, transport), readOnly);
    } catch (IOException e) {
      // The client is gone before it was there.
      LOG.debug("{}: {}", this, e.getMessage());
      closeQuietly(client);
    }
    return true;
  }

  private void onRested() {
    server.loop().updateTimeout(rest, EventLoop.DISABLED);
    resting = false;
    rewatch();
  }

  /** Stops accepting for good. */
  void close() {
    server.loop().removeTimeout(rest);
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
