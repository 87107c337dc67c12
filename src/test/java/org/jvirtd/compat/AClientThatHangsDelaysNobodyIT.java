package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Twenty hung calls of one client, over four connections, hold all twenty workers of the real
 * daemon (semantics section 26, row 13). Ours shares the workers out.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class AClientThatHangsDelaysNobodyIT {
  private static final int WINDOW = 5;
  private static final int CONNECTIONS = 4;
  private static final int GET_CAPABILITIES = 7;

  private static final Duration PROMPT = Duration.ofSeconds(2);

  /** How long the real daemon is given to show that it does not answer. */
  private static final Duration REAL_SILENCE = Duration.ofSeconds(1);

  /** A client over four connections, each with a window full of calls that hang. */
  private record Hung(FullWindow first, List<RawClient> others) implements AutoCloseable {
    static Hung of(DaemonUnderTest daemon) {
      var first = FullWindow.of(daemon, WINDOW);
      var others = new ArrayList<RawClient>();
      for (int i = 1; i < CONNECTIONS; i++) {
        var another = RawClient.opened(daemon.tcpPort());
        for (int call = 0; call < WINDOW; call++) {
          another.send(first.slowCallOfAnother(300 + call));
        }
        others.add(another);
      }
      return new Hung(first, others);
    }

    /** Lets all of them go and takes their replies, so that the daemon has its workers again. */
    @Override
    public void close() {
      first.release();
      for (RawClient other : others) {
        for (int call = 0; call < WINDOW; call++) {
          assertThat(other.hear(Duration.ofSeconds(10))).isInstanceOf(RawClient.Frame.class);
        }
        other.close();
      }
      first.close();
    }
  }

  @Test
  void anotherClientIsServedAndMayDestroy(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var hung = Hung.of(rig.subject());
        var other = RawClient.opened(rig.subject().tcpPort())) {
      for (int i = 0; i < 20; i++) {
        assertAnswered(other, RawFrame.call(GET_CAPABILITIES, other.nextSerial()).bytes());
      }
      assertAnswered(other, hung.first.destroy(other.nextSerial()));
    }
  }

  @Test
  void theRealDaemonServesNoOrdinaryCallMeanwhile(Rig rig) {
    try (var other = RawClient.opened(rig.real().tcpPort())) {
      try (var _ = Hung.of(rig.real())) {
        other.send(RawFrame.call(GET_CAPABILITIES, other.nextSerial()).bytes());
        assertThat(other.hear(REAL_SILENCE)).isInstanceOf(RawClient.Silence.class);
      }
      assertThat(other.hear(PROMPT)).isInstanceOf(RawClient.Frame.class);
    }
  }

  private static void assertAnswered(RawClient client, byte[] call) {
    client.send(call);
    assertThat(client.hear(PROMPT))
        .isInstanceOfSatisfying(
            RawClient.Frame.class, reply -> assertThat(reply.ok()).as(reply.toString()).isTrue());
  }
}
