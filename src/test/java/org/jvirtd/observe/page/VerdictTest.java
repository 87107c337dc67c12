package org.jvirtd.observe.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.jvirtd.observe.page.PageSnapshot.Call;
import org.jvirtd.observe.page.PageSnapshot.Client;
import org.jvirtd.observe.page.PageSnapshot.Clients;
import org.jvirtd.observe.page.PageSnapshot.Held;
import org.jvirtd.observe.page.PageSnapshot.Loop;
import org.jvirtd.observe.page.PageSnapshot.Queue;
import org.jvirtd.observe.page.PageSnapshot.Workers;
import org.jvirtd.observe.page.Verdict.Findings;

/** When the page says that all is well, and what it says when it is not. */
class VerdictTest {
  private static final Duration STUCK = Duration.ofSeconds(10);

  private Clients clients = clients("ACCEPTING", 0, 0);
  private Loop loop = loop(true, 10, 0.001, null);
  private Queue queue = new Queue(0, 0, 1000, 0, 0, 0);
  private Workers workers = workers(0, 0);
  private List<Call> calls = List.of();

  @Test
  void withNothingAmissItIsWell() {
    assertThat(verdict().level()).isEqualTo("well");
    assertThat(verdict().reasons()).isEmpty();
  }

  @Test
  void aFullPoolIsTroubleOnceACallHasWaitedASecond() {
    workers = workers(4, 0);
    queue = new Queue(7, 0, 1000, 7, 0.5, 0);
    says("watch", "workers", "All 4 workers are busy; 7 calls wait.");
    queue = new Queue(7, 0, 1000, 7, 12.34, 0);
    says("trouble", "workers", "All 4 workers are busy; 7 calls wait, the first for 12.3 s.");
  }

  @Test
  void aCallThatIsStuckIsNamedWithWhatItWaitsFor() {
    calls = List.of(call(3.2, null));
    says("watch", "calls", "domainCreate of client 7 takes long: 3.2 s on its worker.");
    calls = List.of(call(75, "domain 'web'"), call(11, null));
    says(
        "trouble",
        "calls",
        "domainCreate of client 7 is stuck: 1 min 15 s on its worker, waiting for domain 'web'"
            + " (and 1 more).");
  }

  @Test
  void aLoopThatIsHeldOrGoneIsTrouble() {
    loop = loop(true, 10, 0.75, null);
    says("watch", "loop", "The event loop was late by 750 ms just now.");
    loop = loop(true, 10, 0.25, new Held("a driver", 3));
    says("trouble", "loop", "The event loop is held by a driver for 3.0 s.");
    loop = loop(true, 950, 0, null);
    says("watch", "loop", "The event loop is busy 95 % of the time.");
    loop = loop(false, 0, 0, null);
    says("trouble", "loop", "The event loop has ended. Only a restart helps.");
  }

  @Test
  void newcomersThatWaitAreTrouble() {
    clients = clients("AT_LIMIT", 0, 0);
    says("trouble", "clients", "Newcomers wait: 3 of 5000 clients are connected.");
    clients = clients("AT_ANONYMOUS_LIMIT", 0, 0);
    says("trouble", "clients", "Newcomers wait: 1 of 20 clients have not logged in.");
    clients = clients("RESTING", 0, 0);
    says(
        "trouble",
        "clients",
        "Newcomers wait: accepting has failed, mostly for want of file descriptors.");
  }

  @Test
  void whoFillsItsWindowAndWhoDoesNotReadIsSaid() {
    clients = clients("ACCEPTING", 4, 0);
    says("watch", "clients", "1 client has a full window; client 9 has 4 more calls waiting.");
    clients = clients("ACCEPTING", 0, 1);
    says("watch", "clients", "1 client does not read what is sent: 96 KiB wait.");
  }

  @Test
  void aQueueThatIsFullAndWorkersThatAreGivenUpAreTrouble() {
    queue = new Queue(1000, 0, 1000, 1000, 0, 0);
    says("trouble", "queue", "The queue is full (1000): calls are refused.");
    queue = new Queue(2, 0, 1000, 2, 0, 2);
    says(
        "watch",
        "queue",
        "2 calls wait while others are served: a client holds its share of the workers.");
    queue = new Queue(0, 0, 1000, 0, 0, 0);
    workers = workers(0, 20);
    says(
        "trouble",
        "workers",
        "20 workers held by calls that have timed out; no more are replaced.");
  }

  @Test
  void aDaemonThatStopsSaysWhatItWaitsForWhateverElseThereIs() {
    calls = List.of(call(75, null));
    clients = clients("STOPPED", 0, 0);
    says(
        "stopping",
        "clients",
        "The daemon stops when 6 calls under way are answered; 3 clients left.");
    clients = clients("NOT_YET", 0, 0);
    says("starting", "clients", "The daemon starts.");
  }

  /** The first reason is the worst. */
  private void says(String level, String where, String text) {
    Verdict verdict = verdict();
    assertThat(verdict.level()).isEqualTo(level);
    assertThat(verdict.reasons().getFirst()).isEqualTo(new Verdict.Reason(level, where, text));
  }

  private Verdict verdict() {
    return Verdict.of(new Findings(clients, loop, queue, workers, calls), STUCK);
  }

  private static Clients clients(String accepting, int parked, int behind) {
    Client client =
        new Client(9, "tcp", "127.0.0.1;1", "anonymous", "open", false, 5, 5, parked, 0, 0, 0, 0);
    return new Clients(
        3,
        5000,
        accepting,
        1,
        20,
        Map.of(),
        6,
        parked,
        parked > 0 ? 1 : 0,
        behind,
        96 * 1024,
        "",
        1,
        List.of(client));
  }

  private static Loop loop(boolean alive, int load, double lag, @Nullable Held running) {
    return new Loop(alive, load, lag, 4, 9, running, 0, null);
  }

  private static Workers workers(int busy, int abandoned) {
    return new Workers(4, 4, busy, 2, 0, abandoned, 20, "", "");
  }

  private static Call call(double seconds, @Nullable String waitsFor) {
    return new Call(
        7, "anonymous", "domainCreate", 1, seconds, "rpc-1", false, waitsFor, null, null, null);
  }
}
