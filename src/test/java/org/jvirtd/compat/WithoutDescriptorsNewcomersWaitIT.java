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
  private static final int SERVED = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void andAreServedWhenSomeAreFreeAgain() {
    List<RawClient> clients = new ArrayList<>();
    try (var daemon = JvirtdProcess.startWithDescriptors(DESCRIPTORS)) {
      try {
        // The daemon has other descriptors too; so many of them are certainly free for clients.
        for (int i = 0; i < SERVED; i++) {
          RawClient client = RawClient.connect(daemon.tcpPort());
          clients.add(client);
          client.authenticate();
        }
        while (clients.size() < DESCRIPTORS) {
          clients.add(RawClient.connect(daemon.tcpPort()));
        }
        await().atMost(PATIENCE).until(() -> daemon.output().contains("accepting fails"));
        RawClient first = clients.getFirst();
        RawClient waiting = RawClient.connect(daemon.tcpPort());
        clients.add(waiting);
        waiting.send(RawFrame.call(RawFrame.AUTH_LIST, 1).bytes());
        assertThat(waiting.hear(Duration.ofMillis(300))).isInstanceOf(RawClient.Silence.class);
        first.expectOk(RawFrame.call(RawFrame.AUTH_LIST, first.nextSerial()));

        // Those that wait before it get some too.
        clients.subList(1, SERVED).forEach(RawClient::close);

        assertThat(waiting.hear(PATIENCE)).isInstanceOf(RawClient.Frame.class);
        await().until(() -> daemon.output().contains("accepting succeeds again"));
      } finally {
        clients.forEach(RawClient::close);
      }
    }
  }
}
