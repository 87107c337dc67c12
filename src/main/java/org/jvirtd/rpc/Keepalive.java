package org.jvirtd.rpc;

import org.jvirtd.event.EventLoop;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keepalive program (semantics sections 10 and 11), for one connection: it answers pings
 * always, and sends them from the moment the client has said that it knows them.
 *
 * <pre>
 *   off ──start──▶ listening ──silence──▶ ping 1 ──…──▶ ping n ──silence──▶ the connection is closed
 *                      ▲ ▲                   │             │
 *                      │ └── anything read ──┴─────────────┘
 *                      │
 *      the client is not read: pong, pong, …
 * </pre>
 *
 * <p>While it is the server that does not read, since a window or a stream is full, the client's
 * silence says nothing, and its own pings are not seen. So it is sent pongs unasked: any message
 * tells a libvirt client that the server lives.
 *
 * <p>Time is the server's one monotonic clock. For the loop thread only.
 */
final class Keepalive {
  private static final Logger LOG = LoggerFactory.getLogger(Keepalive.class);

  static final int PROGRAM = 0x6b656570;
  static final int VERSION = 1;
  static final int PING = 1;
  static final int PONG = 2;

  /** Between two unasked pongs. No libvirt client can wait for less: it counts in seconds. */
  private static final int REASSURING_MILLIS = 1000;

  private static final Header PING_HEADER =
      new Header(PROGRAM, VERSION, PING, MessageType.MESSAGE, 0, Status.OK);
  private static final Header PONG_HEADER =
      new Header(PROGRAM, VERSION, PONG, MessageType.MESSAGE, 0, Status.OK);

  private final Connection connection;
  private final int timer;
  private KeepaliveSettings settings;
  private boolean reassuring;
  private long heardNanos;
  private int unanswered;

  Keepalive(Connection connection) {
    this.connection = connection;
    Server server = connection.server();
    settings = server.keepaliveSettings();
    heardNanos = server.nanoTime();
    timer = server.loop().addTimeout("keepalive", intervalMillis(), t -> tick(), () -> {});
  }

  private int intervalMillis() {
    return settings.enabled() ? (int) settings.interval().toMillis() : EventLoop.DISABLED;
  }

  /** Obeys the server's settings as they are now; if they have changed, silence begins anew. */
  @SuppressWarnings("ReferenceEquality") // settings are replaced, never changed
  void onSettings() {
    Server server = connection.server();
    KeepaliveSettings now = server.keepaliveSettings();
    if (now != settings) {
      settings = now;
      heard(server.nanoTime());
      server.loop().updateTimeout(timer, intervalMillis());
    }
  }

  /** Whether a message is one of keepalive's; such a message never takes a slot of the window. */
  static boolean isKeepalive(Header header) {
    return header.program() == PROGRAM
        && header.version() == VERSION
        && header.type() == MessageType.MESSAGE;
  }

  static byte[] pong() {
    return encode(PONG_HEADER);
  }

  private static byte[] encode(Header header) {
    XdrWriter out = ThreadBuffers.current().message;
    header.beginFrame(out);
    Header.endFrame(out);
    return out.toByteArray();
  }

  /** Something was read: the client lives. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
    unanswered = 0;
  }

  /** The client is not read from now on. */
  void onPaused() {
    if (!reassuring && settings.enabled()) {
      reassuring = true;
      connection.server().loop().updateTimeout(timer, REASSURING_MILLIS);
    }
  }

  private void reassure() {
    Server server = connection.server();
    heard(server.nanoTime());
    reassuring = connection.flow().isPaused();
    server.loop().updateTimeout(timer, reassuring ? REASSURING_MILLIS : intervalMillis());
    if (reassuring && connection.flow().isAllSent()) {
      connection.sendNow(pong());
    }
  }

  private void tick() {
    if (reassuring || connection.flow().isPaused()) {
      reassure();
      return;
    }
    EventLoop loop = connection.server().loop();
    long silentNanos = connection.server().nanoTime() - heardNanos;
    long leftNanos = settings.interval().toNanos() - silentNanos;
    if (unanswered == 0 && leftNanos > 0) {
      loop.updateTimeout(timer, Math.toIntExact(leftNanos / 1_000_000) + 1);
      return;
    }
    if (unanswered > 0) {
      connection.server().counters().keepaliveMisses.increment();
    }
    if (unanswered >= settings.count()) {
      LOG.info(
          "{}: closed: silent for {} ms, and {} pings were not answered",
          connection,
          silentNanos / 1_000_000,
          unanswered);
      connection.close(CloseReason.KEEPALIVE_TIMEOUT);
      return;
    }
    unanswered++;
    connection.server().counters().keepalivePings.increment();
    loop.updateTimeout(timer, intervalMillis());
    // Last: while it is sent, the settings may turn out to be others.
    connection.sendNow(encode(PING_HEADER));
  }

  void stop() {
    connection.server().loop().removeTimeout(timer);
  }
}
