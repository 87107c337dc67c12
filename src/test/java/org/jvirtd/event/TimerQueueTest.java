package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  @Test
  void agreesWithAPlainListOverRandomChanges() {
    TimerQueue queue = new TimerQueue();
    ReadyQueue ready = new ReadyQueue();
    List<Timer> timers = new ArrayList<>();
    Random random = new Random(1);
    long now = Long.MAX_VALUE - 1_000_000_000;
    for (int i = 0; i < 300; i++) {
      timers.add(new Timer(i, "t", () -> {}, i, _ -> {}));
    }
    for (int round = 0; round < 2000; round++) {
      for (int i = 0; i < 20; i++) {
        queue.restart(timers.get(random.nextInt(300)), random.nextInt(200) - 1, now);
      }
      queue.detach(timers.get(random.nextInt(150)));
      now += random.nextInt(40) * 1_000_000L;
      List<Timer> expected = new ArrayList<>();
      for (Timer timer : timers) {
        boolean held = timer.index != Timer.NOWHERE;
        if (held && (timer.period == 0 || timer.dueNanos - now <= 0)) {
          expected.add(timer);
        }
      }
      queue.collectDue(now, ready);
      ready.sort();
      List<Timer> found = new ArrayList<>();
      for (int i = 0; i < ready.size(); i++) {
        Timer timer = (Timer) ready.get(i);
        found.add(timer);
        assertThat(queue.fire(timer, now)).isTrue();
        assertThat(queue.fire(timer, now)).isFalse();
      }
      ready.clear();
      assertThat(found).isEqualTo(expected);
    }
    assertThat(queue.steps()).isPositive();
  }
}
