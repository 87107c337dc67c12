package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.rpc.CallInfo.State;
import org.jvirtd.worker.RunningJob;
import org.jvirtd.worker.WorkerLimits;
import org.jvirtd.worker.WorkerPoolStats;

/** Slow calls, deadlines, and what becomes of the workers; on a clock that the test moves. */
class CallsThatTakeTooLongTest {
  private static final int ECHO = 1;
  private static final int URGENT = 2;
  private static final int SLOW = 3;
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int TIMEOUT = 68;

  private final RpcFixture fixture =
      new RpcFixture(
          new ClientLimits(100, 20, 100, 2, 1, 8, 1 << 20, 1 << 20),
          new WorkerLimits(1, 1, 0),
          KeepaliveSettings.DEFAULTS);

  @AfterEach
  void close() {
    fixture.close();
  }

  private CallWatch watch(int maxAbandoned, String... procedures) {
    Map<String, Duration> deadlines =
        List.of(procedures).stream().collect(Collectors.toMap(name -> name, name -> DEADLINE));
    return new CallWatch(
        fixture.server,
        fixture.workers,
        new CallLimits(Duration.ofMinutes(5), Duration.ZERO, deadlines, maxAbandoned));
  }

  private void pass(Duration time) {
    fixture.skew.addAndGet(time.toNanos());
  }

  /** Has the loop look, and waits until it has. */
  private void sweep(CallWatch watch) throws Exception {
    CompletableFuture<Boolean> swept = new CompletableFuture<>();
    fixture.loop.addTimeout(
        "sweep",
        0,
        timer -> {
          fixture.loop.removeTimeout(timer);
          try {
            watch.sweep();
            swept.complete(true);
          } catch (RuntimeException e) {
            swept.completeExceptionally(e);
          }
        },
        () -> {});
    assertThat(swept.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private WireClient slowOn(WireClient client, int number) throws InterruptedException {
    client.send(SLOW, number, WireClient.ints(number));
    fixture.sample.awaitStarted(number);
    return client;
  }

  private static void assertTimedOut(WireClient.Message reply, int serial, String procedure) {
    assertThat(reply.header().serial()).isEqualTo(serial);
    assertThat(reply.error())
        .satisfies(error -> {
          String detail = procedure + " has not ended within 60000 ms";
          assertThat(error.code()).isEqualTo(TIMEOUT);
          assertThat(error.message()).isEqualTo("Timed out during operation: " + detail);
          assertThat(error.str1()).isEqualTo("Timed out during operation: %s");
          assertThat(error.str2()).isEqualTo(detail);
        });
  }

  private ConnectionInfo info() {
    return fixture.server.connections().iterator().next().info();
  }

  @Test
  void aHungCallIsAnsweredOnceAndAnotherWorkerServesUntilItComesBack() throws Exception {
    CallWatch watch = watch(20, "slow");
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      pass(DEADLINE.minusSeconds(30));
      sweep(watch);
      assertThat(watch.timedOut()).isZero();

      pass(Duration.ofSeconds(30));
      sweep(watch);
      sweep(watch);
      assertTimedOut(client.receive(), 1, "slow");
      assertThat(watch.timedOut()).isEqualTo(1);
      assertThat(fixture.workers.stats().abandoned()).isEqualTo(1);
      assertThat(fixture.workers.stats().everAbandoned()).isEqualTo(1);
      await().until(() -> info().windowUsed() == 0);

      // The pool has one worker at most, and that one hangs: another has taken its place.
      try (WireClient other = fixture.connect()) {
        assertThat(other.call(ECHO, WireClient.text("on")).header().status()).isEqualTo(Status.OK);
      }

      fixture.sample.gate.release();
      await().until(() -> fixture.workers.stats().abandoned() == 0);
      await().until(() -> fixture.workers.stats().workers() == 1);
      // What it answered was dropped: the next that comes answers the next call.
      client.send(ECHO, 7, WireClient.text("still"));
      assertThat(client.receive().header().serial()).isEqualTo(7);
      await().until(() -> info().windowUsed() == 0);
      assertThat(watch.timedOut()).isEqualTo(1);
    }
  }

  @Test
  void aCallThatWaitsForAWorkerIsAnsweredAndNeverBegun() throws Exception {
    CallWatch watch = watch(20, "echo", "urgent");
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      client.send(ECHO, 2, WireClient.text("late"));
      client.send(URGENT, 3, new byte[0]);
      await().until(() -> fixture.workers.stats().queued() == 2);
      pass(DEADLINE);
      sweep(watch);
      assertTimedOut(client.receive(), 2, "echo");
      assertTimedOut(client.receive(), 3, "urgent");
      WorkerPoolStats stats = fixture.workers.stats();
      assertThat(stats.queued()).isZero();
      assertThat(stats.queuedHigh()).isZero();
      assertThat(stats.abandoned()).isZero();
      await().until(() -> info().windowUsed() == 1);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
      await().until(() -> fixture.workers.stats().done() == 1);
    }
  }

  @Test
  void aParkedCallIsAnsweredAndMakesRoom() throws Exception {
    CallWatch watch = watch(20, "echo");
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      client.send(SLOW, 2, WireClient.ints(2));
      client.send(ECHO, 3, WireClient.text("late"));
      await().until(() -> info().parked() == 1);
      pass(DEADLINE);
      sweep(watch);
      assertTimedOut(client.receive(), 3, "echo");
      assertThat(info().parked()).isZero();
      assertThat(info().windowUsed()).isEqualTo(2);
      fixture.sample.gate.release(2);
      assertThat(client.receive().header().serial()).isEqualTo(1);
      assertThat(client.receive().header().serial()).isEqualTo(2);
      await().until(() -> info().windowUsed() == 0);
    }
  }

  @Test
  void aWorkerThatIsFreeTooLateDoesNotBegin() throws Exception {
    CallWatch watch = watch(20, "echo");
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      client.send(ECHO, 2, WireClient.text("late"));
      await().until(() -> fixture.workers.stats().queued() == 1);
      pass(DEADLINE);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
      assertTimedOut(client.receive(), 2, "echo");
      await().until(() -> watch.timedOut() == 1);
    }
  }

  @Test
  void noMoreWorkersAreReplacedThanMayBe() throws Exception {
    CallWatch watch = watch(1, "slow");
    try (WireClient first = fixture.connect();
        WireClient second = fixture.connect();
        WireClient third = fixture.connect()) {
      slowOn(first, 1);
      second.send(SLOW, 2, WireClient.ints(2));
      await().until(() -> fixture.workers.stats().queued() == 1);
      pass(DEADLINE.minusSeconds(1));
      third.send(ECHO, 3, WireClient.text("waits"));
      await().until(() -> fixture.workers.stats().queued() == 2);
      pass(Duration.ofSeconds(1));
      sweep(watch);
      assertTimedOut(first.receive(), 1, "slow");
      // The second waited as long: it ran into its deadline in the queue, or at its start.
      assertTimedOut(second.receive(), 2, "slow");
      assertThat(third.receive().header().serial()).isEqualTo(3);

      slowOn(second, 4);
      third.send(ECHO, 5, WireClient.text("waits"));
      await().until(() -> fixture.workers.stats().queued() == 1);
      pass(DEADLINE);
      sweep(watch);
      assertTimedOut(second.receive(), 4, "slow");
      assertThat(fixture.workers.stats().abandoned()).isEqualTo(1);
      assertThat(fixture.workers.stats().workers()).isEqualTo(1);
      assertThat(fixture.workers.stats().queued()).isEqualTo(1);

      fixture.sample.gate.release(2);
      assertThat(third.receive().header().serial()).isEqualTo(5);
    }
  }

  @Test
  void theWorkerOfAClientThatHasGoneIsReplacedToo() throws Exception {
    CallWatch watch = watch(20, "slow");
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      fixture.server.disconnectAll(CloseReason.DISCONNECTED);
      await().until(() -> fixture.server.connectionCount() == 0);
    }
    pass(DEADLINE);
    sweep(watch);
    assertThat(fixture.workers.stats().abandoned()).isEqualTo(1);
  }

  @Test
  void aSlowCallIsToldOfOnce() throws Exception {
    List<RunningJob> told = new CopyOnWriteArrayList<>();
    CallWatch watch = watch(20);
    watch.onSlow(told::addAll);
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      pass(Duration.ofMinutes(4));
      sweep(watch);
      assertThat(told).isEmpty();
      pass(Duration.ofMinutes(1));
      sweep(watch);
      sweep(watch);
      assertThat(told)
          .singleElement()
          .satisfies(job -> assertThat(job.job().toString()).startsWith("slow (3) of test client"));
      assertThat(watch.slow()).isEqualTo(1);
      assertThat(watch.oldestRunningNanos())
          .isGreaterThanOrEqualTo(Duration.ofMinutes(5).toNanos());
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);

      slowOn(client, 2);
      pass(Duration.ofMinutes(5));
      sweep(watch);
      assertThat(told).hasSize(2);
    }
  }

  @Test
  void callsAreListedWhereverTheyStandTheOldestFirst() throws Exception {
    CallWatch watch = watch(20);
    try (WireClient client = fixture.connect()) {
      slowOn(client, 1);
      pass(Duration.ofSeconds(10));
      client.send(SLOW, 2, WireClient.ints(2));
      client.send(ECHO, 3, WireClient.text("parked"));
      await().until(() -> info().parked() == 1);
      CallList all = watch.calls(10);
      assertThat(all.calls())
          .extracting(CallInfo::serial, CallInfo::state, CallInfo::procedure)
          .containsExactly(
              tuple(1, State.RUNNING, "slow"),
              tuple(2, State.QUEUED, "slow"),
              tuple(3, State.PARKED, "echo"));
      assertThat(all.calls().getFirst().ageNanos())
          .isGreaterThanOrEqualTo(Duration.ofSeconds(10).toNanos());
      assertThat(all.calls().getFirst().worker()).isNotNull();
      assertThat(all.leftOut()).isZero();
      CallList oldest = watch.calls(1);
      assertThat(oldest.calls()).extracting(CallInfo::serial).containsExactly(1);
      assertThat(oldest.leftOut()).isEqualTo(2);
    }
  }

  @Test
  void theTimerLooksOftenEnoughButNotMoreThanThat() {
    assertThat(watch(20).period()).isEqualTo(Duration.ofSeconds(1));
    CallLimits limits =
        new CallLimits(Duration.ZERO, Duration.ofMillis(200), Map.of("slow", Duration.ZERO), 0);
    assertThat(new CallWatch(fixture.server, fixture.workers, limits).period())
        .isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void aDeadlineForAProcedureThatIsNotThereIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watch(20, "slwo"))
        .withMessage("deadlines: no procedure is called slwo");
  }
}
