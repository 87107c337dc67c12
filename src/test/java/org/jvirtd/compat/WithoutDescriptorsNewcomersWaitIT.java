package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A daemon that runs out of file descriptors: newcomers wait, the others are served (7). */
class WithoutDescriptorsNewcomersWaitIT {
  private static final int DESCRIPTORS = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void andAreServedWhenSomeAreFreeAgain() {
    List<RawClient> clients = new ArrayList<>();
    try (var daemon = JvirtdProcess.startWithDescriptors(DESCRIPTORS)) {
      try {
        // They connect faster than the daemon accepts them and says so; its backlog holds the
        // others.
        while (!daemon.output().contains("accepting fails")) {
          assertThat(clients).as("fewer descriptors than clients").hasSizeLessThan(2 * DESCRIPTORS);
          clients.add(RawClient.connect(daemon.tcpPort()));
        }
        RawClient first = clients.getFirst();
        first.authenticate();
        RawClient waiting = RawClient.connect(daemon.tcpPort());
        clients.add(waiting);
        waiting.send(RawFrame.call(RawFrame.AUTH_LIST, 1).bytes());
        assertThat(waiting.hear(Duration.ofMillis(300))).isInstanceOf(RawClient.Silence.class);
        first.expectOk(RawFrame.call(RawFrame.AUTH_LIST, first.nextSerial()));

        // Those that wait before it get some too.
        clients.subList(1, 100).forEach(RawClient::close);

        assertThat(waiting.hear(PATIENCE)).isInstanceOf(RawClient.Frame.class);
        await().until(() -> daemon.output().contains("accepting succeeds again"));
      } finally {
        clients.forEach(RawClient::close);
      }
    }
  }
}
