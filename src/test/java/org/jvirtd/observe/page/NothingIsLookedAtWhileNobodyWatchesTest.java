package org.jvirtd.observe.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.driver.WorldSight;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the page does with viewers, and without; and how many it lets in. */
class NothingIsLookedAtWhileNobodyWatchesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Nothing happens by itself within a test. */
  private static final Duration NEVER = Duration.ofHours(1);

  /** Counts how often it is looked at. */
  private static final class Counted implements ShowsWorlds {
    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger watchers = new AtomicInteger();

    @Override
    public List<WorldSight> worlds(int mostDomains) {
      looks.incrementAndGet();
      return List.of();
    }

    @Override
    public void watch(EventWatcher watcher) {
      watchers.incrementAndGet();
    }
  }

  private final Idle idle = new Idle();
  private final Counted worlds = new Counted();
  private LivePage page = page(2);

  @AfterEach
  void close() {
    page.stop();
    idle.close();
  }

  @Test
  void aViewerIsWelcomedAtOnceAndTheFirstLookIsForIt() {
    page.start();
    assertThat(worlds.watchers).hasValue(1);
    Wire wire = watch();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(String.join("", wire.written))
                .contains("event: welcome")
                .contains("\"version\":\"1.2.3\"")
                .contains("virsh -c test:///default list")
                .contains("event: snapshot"));
    assertThat(worlds.looks).hasValue(1);
    assertThat(page.viewers()).isEqualTo(1);
  }

  @Test
  void withoutViewersOnlyTheRingOfTheLastMinutesGrows() {
    for (int i = 0; i < 3; i++) {
      page.tick();
    }
    assertThat(worlds.looks).hasValue(0);
  }

  @Test
  void allViewersShareOneLook() {
    page.start();
    Wire one = watch();
    Wire other = watch();
    await().atMost(PATIENCE).until(() -> snapshots(one) == 1 && snapshots(other) == 1);
    int before = worlds.looks.get();
    page.tick();
    assertThat(worlds.looks).hasValue(before + 1);
    assertThat(snapshots(one)).isEqualTo(2);
    assertThat(one.written.getLast()).isEqualTo(other.written.getLast());
  }

  @Test
  void oneMoreThanMayWatchIsRefusedUntilAPlaceIsFree() {
    page.start();
    assertThat(page.enter()).isTrue();
    Wire second = watch();
    assertThat(page.enter()).isFalse();
    assertThat(page.refused()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> snapshots(second) == 1);
    second.broken = true;
    page.tick();
    assertThat(page.viewers()).isZero();
    assertThat(page.enter()).isTrue();
  }

  @Test
  void oneThatTakesNothingForTooLongIsDropped() {
    page.start();
    Wire wire = watch();
    await().atMost(PATIENCE).until(() -> snapshots(wire) == 1);
    wire.ready = false;
    page.tick();
    page.tick();
    idle.nanos.addAndGet(NEVER.toNanos());
    page.tick();
    assertThat(page.dropped()).isZero();
    idle.nanos.addAndGet(1);
    page.tick();
    assertThat(page.dropped()).isEqualTo(1);
    assertThat(page.viewers()).isZero();
  }

  @Test
  void theEndIsToldAndNobodyIsLetInAfterIt() {
    page.start();
    Wire wire = watch();
    await().atMost(PATIENCE).until(() -> snapshots(wire) == 1);
    page.stop();
    assertThat(String.join("", wire.written)).contains("event: end");
    assertThat(page.viewers()).isZero();
    assertThat(page.enter()).isFalse();
  }

  @Test
  void turnedOffItKeepsNothing() {
    page = page(0);
    page.start();
    assertThat(worlds.watchers).hasValue(0);
    assertThat(page.isOff()).isTrue();
    assertThat(page.enter()).isFalse();
  }

  private LivePage page(int viewers) {
    return new LivePage(idle.sources(worlds), new PageSettings(viewers, NEVER, 32768, NEVER));
  }

  /** A viewer that the container lets write. */
  private Wire watch() {
    assertThat(page.enter()).isTrue();
    Wire wire = new Wire();
    wire.ready = true;
    page.watch(
        new MockAsyncContext(new MockHttpServletRequest(), new MockHttpServletResponse()), wire);
    wire.begin();
    return wire;
  }

  private static long snapshots(Wire wire) {
    return wire.written.stream().filter(text -> text.startsWith("event: snapshot")).count();
  }
}
