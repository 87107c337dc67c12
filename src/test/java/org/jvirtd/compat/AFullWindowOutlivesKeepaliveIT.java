package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The case of KubeVirt: a client with keepalive on and its window full of slow calls answers every
 * ping, and is disconnected by the real daemon all the same, which reads neither its pongs nor its
 * pings (semantics sections 6 and 11). Ours keeps it.
 */
@NeedsPeer(Peer.LIBVIRTD)
class AFullWindowOutlivesKeepaliveIT {
  private static final int WINDOW = 5;

  /** Closed after interval times (count + 1): after two seconds. */
  private static final Duration WATCHED = Duration.ofMillis(3500);

  private static final int SUPPORTS_FEATURE = 60;
  private static final int PROGRAM_KEEPALIVE = 10;

  /** What a client has seen that did all that keepalive asks of it. */
  private record Life(boolean closed, int pingsAnswered, int pongsHeard) {}

  @Test
  void oursKeepsTheClient() {
    try (var ours = Jvirtd.start("jvirtd.keepalive.interval=1s", "jvirtd.keepalive.count=1")) {
      try (var full = filled(ours)) {
        Life answering = live(full.client(), false);
        assertThat(answering.closed).isFalse();
        assertThat(answering.pingsAnswered).isBetween(2, 4);
        Life asking = live(full.client(), true);
        assertThat(asking.closed).isFalse();
        assertThat(asking.pongsHeard).isGreaterThanOrEqualTo(5);
        full.release();
        assertThat(full.unanswered()).isEmpty();
      }
    }
  }

  @Test
  void theRealDaemonDisconnectsIt() {
    try (var real = RealLibvirtd.start("keepalive_interval = 1", "keepalive_count = 1")) {
      try (var full = filled(real)) {
        Life asking = live(full.client(), true);
        assertThat(asking.closed).isTrue();
        assertThat(asking.pongsHeard).isZero();
      }
    }
  }

  private static FullWindow filled(DaemonUnderTest daemon) {
    var full = FullWindow.of(daemon, 0);
    RawClient client = full.client();
    client.expectOk(RawFrame.call(SUPPORTS_FEATURE, client.nextSerial()).u32(PROGRAM_KEEPALIVE));
    for (int i = 0; i < WINDOW; i++) {
      client.send(full.slowCall());
    }
    return full;
  }

  /**
   * Answers pings for a while.
   *
   * @param asks whether it sends pings too
   */
  private static Life live(RawClient client, boolean asks) {
    int pings = 0;
    int pongs = 0;
    long end = System.nanoTime() + WATCHED.toNanos();
    while (System.nanoTime() < end) {
      if (asks) {
        client.send(RawFrame.ping());
      }
      switch (client.hear(Duration.ofMillis(300))) {
        case RawClient.Closed _ -> {
          return new Life(true, pings, pongs);
        }
        case RawClient.Frame frame when frame.procedure() == 1 -> {
          client.send(RawFrame.pong());
          pings++;
        }
        case RawClient.Frame _ -> pongs++;
        case RawClient.Silence _ -> {}
        case RawClient.Nonsense nonsense -> throw new AssertionError(nonsense.toString());
      }
      if (asks) {
        // Not as fast as the answers come.
        client.hear(Duration.ofMillis(300));
      }
    }
    return new Life(false, pings, pongs);
  }
}
