package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.rpc.RpcException;

/** Calls from several workers at once: the state stays sound, and events tell its true course. */
@Timeout(60)
class RacingCallsTest {
  private static final int ROUNDS = 500;
  private static final int STARTED = 2;
  private static final int STOPPED = 5;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() throws InterruptedException {
    workers.shutdownNow();
    assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Runs all of them at once and counts those that did not fail. */
  private int race(List<Runnable> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    AtomicInteger done = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Runnable call : calls) {
      tasks.add(() -> {
        start.await();
        try {
          call.run();
          done.incrementAndGet();
        } catch (RpcException e) {
          // The other one was first.
        }
        return null;
      });
    }
    for (Future<Void> task : workers.invokeAll(tasks)) {
      task.get();
    }
    return done.get();
  }

  @Test
  void startAndDestroyAlternateInEveryConnectionsEvents() throws Exception {
    List<Record> others = Collections.synchronizedList(new ArrayList<>());
    world.open(others);
    Domain domain = world.define("raced");
    world.events.clear();
    others.clear();

    Runnable cycle =
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            try {
              hypervisor.domainCreate(domain);
            } catch (RpcException e) {
              hypervisor.domainGetInfo(domain);
            }
            try {
              hypervisor.domainDestroy(domain);
            } catch (RpcException e) {
              hypervisor.domainGetXmlDesc(domain, 0);
            }
          }
        };
    race(List.of(cycle, cycle, cycle));

    int expected = STARTED;
    int lastId = 1;
    for (Record event : world.events) {
      DomainLifecycleEvent change = (DomainLifecycleEvent) event;
      assertThat(change.event()).isEqualTo(expected);
      if (expected == STARTED) {
        assertThat(change.domain().id()).isGreaterThan(lastId);
        lastId = change.domain().id();
      }
      expected = expected == STARTED ? STOPPED : STARTED;
    }
    assertThat(world.events).hasSizeGreaterThanOrEqualTo(2 * ROUNDS);
    assertThat(others).isEqualTo(world.events);
    assertThat(hypervisor.domainIsActive(domain)).isEqualTo(expected == STOPPED ? 1 : 0);
  }

  @Test
  void everyConnectionSeesTheEventsOfDifferentDomainsInOneOrder() throws Exception {
    List<Record> others = Collections.synchronizedList(new ArrayList<>());
    // Between the two lists stands one who dawdles, so that any other order would show.
    world.driver.open(
        TestWorld.DEFAULT,
        event -> {
          for (int i = 0; i < 2_000; i++) {
            Thread.onSpinWait();
          }
        });
    world.open(others);
    List<Runnable> cycles =
        IntStream.rangeClosed(1, 4)
            .mapToObj(i -> world.define("domain" + i))
            .<Runnable>map(domain ->
                () -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    hypervisor.domainCreate(domain);
                    hypervisor.domainDestroy(domain);
                  }
                })
            .toList();

    assertThat(race(cycles)).isEqualTo(4);

    assertThat(world.events).hasSize(4 + 4 * 2 * ROUNDS);
    assertThat(others).isEqualTo(world.events);
  }

  @Test
  void ofTwoStartsOneSucceeds() throws Exception {
    Domain domain = world.define("raced");
    for (int round = 0; round < ROUNDS; round++) {
      Runnable start = () -> hypervisor.domainCreate(domain);
      assertThat(race(List.of(start, start))).isEqualTo(1);
      hypervisor.domainDestroy(domain);
    }
  }

  @Test
  void ofManyDomainsWithOneNameOneIsDefined() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Runnable> defines =
          IntStream.rangeClosed(1, 4)
              .<Runnable>mapToObj(
                  i -> () -> hypervisor.domainDefineXml(TestWorld.uuidXml("same", i)))
              .toList();
      assertThat(race(defines)).isEqualTo(1);
      hypervisor.domainUndefine(world.domain("same"));
    }
    assertThat(hypervisor.connectListAllDomains(0, 0).count()).isEqualTo(1);
  }

  @Test
  void aTransientDomainIsMadeAndDestroyedWithoutALeftOver() throws Exception {
    String xml = TestWorld.uuidXml("passing", 1);
    Runnable cycle =
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            try {
              hypervisor.domainDestroy(hypervisor.domainCreateXml(xml, 0));
            } catch (RpcException e) {
              // Another thread's domain is there, or was destroyed by it.
            }
          }
        };
    race(List.of(cycle, cycle, cycle, cycle));

    assertThat(hypervisor.connectListAllDomains(0, 0).count()).isEqualTo(1);
    hypervisor.domainCreateXml(xml, 0);
  }

  @Test
  void renamesToOneNameLeaveBothIndexesAlike() throws Exception {
    Domain one = world.define("one");
    Domain two = world.define("two");
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(
              race(
                  List.of(
                      () -> hypervisor.domainRename(one, "both", 0),
                      () -> hypervisor.domainRename(two, "both", 0))))
          .isEqualTo(1);
      Domain winner = world.domain("both");
      hypervisor.domainRename(winner, winner.uuid().equals(one.uuid()) ? "one" : "two", 0);
      assertThat(world.domain("one").uuid()).isEqualTo(one.uuid());
      assertThat(world.domain("two").uuid()).isEqualTo(two.uuid());
    }
  }
}
