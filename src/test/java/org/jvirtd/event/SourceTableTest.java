package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceTableTest {

  @Test
  void agreesWithAMapOverRandomChanges() {
    SourceTable<Timer> table = new SourceTable<>();
    Map<Integer, Timer> model = new HashMap<>();
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      if (random.nextInt(5) < 3) {
        Timer timer = new Timer(table.nextId(), "t", () -> {}, 0, _ -> {});
        table.put(timer);
        model.put(timer.id, timer);
      } else {
        Timer timer = model.remove(1 + random.nextInt(i + 1));
        if (timer != null) {
          assertThat(table.remove(timer)).isTrue();
          assertThat(table.remove(timer)).isFalse();
        }
      }
    }
    assertThat(table.size()).isEqualTo(model.size());
    int end = table.nextId();
    for (int id = 1; id < end; id++) {
      assertThat(table.find(id)).isSameAs(model.get(id));
    }
  }
}
