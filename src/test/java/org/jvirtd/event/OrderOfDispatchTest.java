package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Not promised, but unmodified tests of libvirt's users rely on it (semantics 22). */
class OrderOfDispatchTest {

  private final SteppedLoop stepped = new SteppedLoop();

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  @Test
  void handlesAndTimersRunMixedInTheOrderTheyWereAttached() throws IOException {
    Pipe one = stepped.pipe();
    Pipe two = stepped.pipe();
    stepped.watch("handle 1", one);
    stepped.timeout("timer 1", 0);
    stepped.watch("handle 2", two);
    stepped.timeout("timer 2", 0);
    SteppedLoop.write(two);
    SteppedLoop.write(one);
    stepped.step();
    assertThat(stepped.log).containsExactly("handle 1", "timer 1", "handle 2", "timer 2");
  }

  @Test
  void anUpdateMovesToTheEnd() {
    int first = stepped.timeout("first", 100);
    stepped.timeout("second", 100);
    stepped.loop.updateTimeout(first, 100);
    stepped.passMillis(100);
    stepped.step();
    assertThat(stepped.log).containsExactly("second", "first");
  }

  @Test
  void manyTimersDueTogetherKeepTheOrder() {
    List<String> expected = new ArrayList<>();
    List<Integer> periods = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      periods.add(i % 90);
      expected.add("t" + i);
    }
    Collections.shuffle(periods, new Random(7));
    for (int i = 0; i < 500; i++) {
      stepped.timeout("t" + i, periods.get(i));
    }
    stepped.passMillis(100);
    stepped.step();
    assertThat(stepped.log).isEqualTo(expected);
  }
}
