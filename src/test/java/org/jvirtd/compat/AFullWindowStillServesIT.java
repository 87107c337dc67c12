package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * With the request window full of slow calls, a ping is answered and a priority call goes through:
 * the real daemon reads neither (semantics section 6).
 *
 * <p>A slow call is a restore from a named pipe: opening it blocks until somebody writes, in either
 * daemon, and holds up nothing else.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class AFullWindowStillServesIT {
  /** max_client_requests of either daemon, by default. */
  private static final int WINDOW = 5;

  private static final Duration PING_LIMIT = Duration.ofMillis(100);

  /** How long the real daemon is given to show that it does not answer. */
  private static final Duration REAL_SILENCE = Duration.ofMillis(1000);

  @Test
  void aPingIsAnsweredWithin100Milliseconds(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject())) {
      full.client.send(RawFrame.ping());
      assertThat(full.client.hear(PING_LIMIT))
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
    try (var full = FullWindow.of(rig.subject())) {
      for (int i = 0; i < 50; i++) {
        full.client.send(RawFrame.ping());
        assertThat(full.client.hear(PING_LIMIT)).isInstanceOf(RawClient.Frame.class);
      }
    }
  }

  @Test
  void aDomainDestroyGoesThrough(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject())) {
      full.client.send(full.destroy(100));
      assertThat(full.client.hear(Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              reply -> {
                assertThat(reply.serial()).isEqualTo(100);
                assertThat(reply.ok()).as(reply.toString()).isTrue();
              });
    }
  }

  @Test
  void aParkedCallDoesNotHoldUpPingAndDestroy(Rig rig) {
    assumeTrue(rig.subjectIsOurs(), "the subject is not jvirtd");
    try (var full = FullWindow.of(rig.subject())) {
      // One ordinary call more than the window holds: it waits, and what comes behind it must not.
      full.client.send(RawFrame.ping());
      assertThat(full.client.hear(PING_LIMIT)).isInstanceOf(RawClient.Frame.class);
      full.client.send(full.destroy(100));
      assertThat(full.client.hear(Duration.ofSeconds(1))).isInstanceOf(RawClient.Frame.class);
      full.client.send(full.slowCall(101));
      full.releaseAll();
      var serials = new java.util.TreeSet<Integer>();
      for (int i = 0; i <= WINDOW; i++) {
        if (full.client.hear(Duration.ofSeconds(10)) instanceof RawClient.Frame reply) {
          serials.add(reply.serial());
        }
      }
      assertThat(serials).contains(101).hasSize(WINDOW + 1);
    }
  }

  @Test
  void theRealDaemonFailsBoth(Rig rig) {
    try (var full = FullWindow.of(rig.real())) {
      full.client.send(RawFrame.ping());
      assertThat(full.client.hear(REAL_SILENCE)).isInstanceOf(RawClient.Silence.class);
    }
    try (var full = FullWindow.of(rig.real())) {
      full.client.send(full.destroy(100));
      assertThat(full.client.hear(REAL_SILENCE)).isInstanceOf(RawClient.Silence.class);
    }
  }

  @Test
  void theRealDaemonServesBothWithOneSlotLeft(Rig rig) {
    // Proves that it is the window, and not the slow calls, that stops the real daemon.
    try (var almost = FullWindow.of(rig.real(), WINDOW - 1)) {
      almost.client.send(RawFrame.ping());
      assertThat(almost.client.hear(REAL_SILENCE)).isInstanceOf(RawClient.Frame.class);
      almost.client.send(almost.destroy(100));
      assertThat(almost.client.hear(REAL_SILENCE)).isInstanceOf(RawClient.Frame.class);
    }
  }

  /** A client whose calls are all held up, until it is closed. */
  private static final class FullWindow implements AutoCloseable {
    private final World world;
    private final RawClient client;
    private final Path folder;
    private final Path pipe;
    private final ByteBuffer testDomain;

    private FullWindow(DaemonUnderTest daemon) {
      try {
        folder = Files.createTempDirectory("window");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      pipe = folder.resolve("pipe");
      var made = Command.run(Duration.ofSeconds(5), List.of("mkfifo", pipe.toString()));
      assertThat(made.exit()).as(made.err()).isZero();
      world = World.fresh(daemon);
      client = RawClient.opened(daemon.tcpPort());
      testDomain =
          client.expectOk(
              RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, client.nextSerial()).string("test"));
    }

    static FullWindow of(DaemonUnderTest daemon) {
      return of(daemon, WINDOW);
    }

    static FullWindow of(DaemonUnderTest daemon, int calls) {
      var full = new FullWindow(daemon);
      for (int i = 0; i < calls; i++) {
        full.client.send(full.slowCall(200 + i));
      }
      return full;
    }

    byte[] slowCall(int serial) {
      return RawFrame.call(RawFrame.DOMAIN_RESTORE, serial).string(pipe.toString()).bytes();
    }

    byte[] destroy(int serial) {
      byte[] domain = new byte[testDomain.remaining()];
      testDomain.get(0, domain);
      return RawFrame.call(RawFrame.DOMAIN_DESTROY, serial).raw(domain).bytes();
    }

    /**
     * Lets every call go, the ones still to come as well: each reads what is no saved domain. A
     * pipe opened for both ways never blocks and never ends, so it is fed enough for all of them.
     */
    void releaseAll() {
      try (var writer = new RandomAccessFile(pipe.toFile(), "rw")) {
        writer.write(new byte[32_768]);
        // The replies are counted by who waits for them; here the pipe must outlive the reads.
        org.awaitility.Awaitility.await("the pipe is read")
            .atMost(Duration.ofSeconds(10))
            .pollInterval(Duration.ofMillis(10))
            .until(() -> RawClient.Frame.class.isInstance(probe()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private RawClient.Heard probe() {
      return new RawClient.Silence();
    }

    @Override
    public void close() {
      world.close();
      client.close();
      Folders.deleteTree(folder);
    }
  }
}
