package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * With the request window full of slow calls, a ping is answered and a priority call goes through:
 * the real daemon reads neither (semantics section 6).
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class AFullWindowStillServesIT {
  /** max_client_requests of either daemon, by default. */
  private static final int WINDOW = 5;

  private static final Duration PING_LIMIT = Duration.ofMillis(100);

  /** How long the real daemon is given to show that it does not answer. */
  private static final Duration REAL_SILENCE = Duration.ofSeconds(1);

  @Test
  void aPingIsAnsweredWithin100Milliseconds(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject(), WINDOW)) {
      full.client().send(RawFrame.ping());
      assertThat(full.client().hear(PING_LIMIT))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              pong -> {
                assertThat(pong.program()).isEqualTo(RawFrame.KEEPALIVE);
                assertThat(pong.procedure()).isEqualTo(2);
              });
    }
  }

  @Test
  void manyPingsAreAnswered(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject(), WINDOW)) {
      for (int i = 0; i < 50; i++) {
        full.client().send(RawFrame.ping());
        assertThat(full.client().hear(PING_LIMIT)).isInstanceOf(RawClient.Frame.class);
      }
    }
  }

  @Test
  void aDomainDestroyGoesThrough(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject(), WINDOW)) {
      full.client().send(full.destroy(100));
      assertThat(full.client().hear(Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              reply -> {
                assertThat(reply.serial()).isEqualTo(100);
                assertThat(reply.ok()).as(reply.toString()).isTrue();
              });
    }
  }

  @Test
  void aCallBeyondTheWindowDoesNotHoldUpWhatIsBehindIt(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject(), WINDOW + 1)) {
      full.client().send(RawFrame.ping());
      assertThat(full.client().hear(PING_LIMIT)).isInstanceOf(RawClient.Frame.class);
      full.client().send(full.destroy(100));
      assertThat(full.client().hear(Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              RawClient.Frame.class, reply -> assertThat(reply.serial()).isEqualTo(100));
    }
  }

  @Test
  void afterThemAnOrdinaryCallWaitsForItsSlotAndIsServed(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject(), WINDOW)) {
      full.client().send(RawFrame.ping());
      assertThat(full.client().hear(PING_LIMIT)).isInstanceOf(RawClient.Frame.class);
      full.client().send(full.destroy(100));
      assertThat(full.client().hear(Duration.ofSeconds(1))).isInstanceOf(RawClient.Frame.class);
      full.client().send(full.slowCall());
      assertThat(full.client().hear(Duration.ofMillis(200))).isInstanceOf(RawClient.Silence.class);

      full.release();

      assertThat(full.unanswered()).isEmpty();
    }
  }

  @Test
  void theRealDaemonFailsBoth(Rig rig) {
    try (var full = FullWindow.of(rig.real(), WINDOW)) {
      full.client().send(RawFrame.ping());
      assertThat(full.client().hear(REAL_SILENCE)).isInstanceOf(RawClient.Silence.class);
    }
    try (var full = FullWindow.of(rig.real(), WINDOW)) {
      full.client().send(full.destroy(100));
      assertThat(full.client().hear(REAL_SILENCE)).isInstanceOf(RawClient.Silence.class);
    }
  }

  @Test
  void theRealDaemonServesBothWithOneSlotLeft(Rig rig) {
    // Proves that it is the window, and not the slow calls, that stops the real daemon.
    try (var almost = FullWindow.of(rig.real(), WINDOW - 1)) {
      almost.client().send(RawFrame.ping());
      assertThat(almost.client().hear(REAL_SILENCE)).isInstanceOf(RawClient.Frame.class);
      almost.client().send(almost.destroy(100));
      assertThat(almost.client().hear(REAL_SILENCE)).isInstanceOf(RawClient.Frame.class);
    }
  }
}
