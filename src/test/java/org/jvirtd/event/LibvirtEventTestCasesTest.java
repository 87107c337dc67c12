package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases of libvirt's tests/eventtest.c, with its 31 pipes and 31 timers (semantics 22). */
class LibvirtEventTestCasesTest {

  private static final int COUNT = 31;
  private static final int NOBODY = 0;

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;
  private final Pipe[] pipes = new Pipe[COUNT];
  private final int[] watches = new int[COUNT];
  private final int[] timers = new int[COUNT];
  private final int[] deletes = new int[COUNT];

  @BeforeEach
  void addAll() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      pipes[i] = stepped.pipe();
      watches[i] = addHandle(i, i, HandleEvents.READABLE);
    }
    for (int i = 0; i < COUNT; i++) {
      timers[i] = addTimeout(i);
    }
    stepped.step();
    assertThat(stepped.log).isEmpty();
  }

  @AfterEach
  void closeAll() throws IOException {
    stepped.close();
  }

  private int addHandle(int number, int pipe, int events) {
    return loop.addHandle(
        "h" + number,
        pipes[pipe].source(),
        events,
        (watch, ready) -> {
          assertThat(watch).isEqualTo(watches[number]);
          assertThat(ready & HandleEvents.READABLE).isNotZero();
          assertThat(SteppedLoop.read(pipes[pipe])).isEqualTo(1);
          stepped.log.add("h" + number);
          if (deletes[number] != NOBODY) {
            loop.removeHandle(deletes[number]);
          }
        },
        SteppedLoop.NOTHING);
  }

  private int addTimeout(int number) {
    return loop.addTimeout(
        "t" + number,
        EventLoop.DISABLED,
        timer -> {
          assertThat(timer).isEqualTo(timers[number]);
          stepped.log.add("t" + number);
          if (deletes[number] != NOBODY) {
            loop.removeTimeout(deletes[number]);
          }
        },
        SteppedLoop.NOTHING);
  }

  private void assertFired(String... names) {
    stepped.step(2);
    assertThat(stepped.failures).isEmpty();
    assertThat(stepped.log).containsExactly(names);
    stepped.log.clear();
  }

  private void write(int... numbers) throws IOException {
    for (int number : numbers) {
      SteppedLoop.write(pipes[number]);
    }
  }

  /** Makes the timers fire together, and once. */
  private void fireOnce(int... numbers) {
    Arrays.stream(numbers).forEach(number -> loop.updateTimeout(timers[number], 100));
    stepped.passMillis(100);
    stepped.step();
    Arrays.stream(numbers)
        .forEach(number -> loop.updateTimeout(timers[number], EventLoop.DISABLED));
  }

  @Test
  void simpleWrite() throws IOException {
    write(1);
    assertFired("h1");
  }

  @Test
  void handleDeletedBeforePoll() throws IOException {
    loop.removeHandle(watches[0]);
    write(0, 1);
    assertFired("h1");
  }

  @Test
  void handleDeletedDuringPollInterruptsItWithNothingToShow() {
    // The interruption itself needs a sleeping loop: see ChangesFromOtherThreadsWakeTheLoopTest.
    loop.removeHandle(watches[1]);
    assertFired();
  }

  @Test
  void laterHandleDeletedDuringDispatch() throws IOException {
    deletes[2] = watches[3];
    write(2, 3);
    assertFired("h2");
  }

  @Test
  void handleDeletesItselfDuringDispatch() throws IOException {
    deletes[2] = watches[2];
    write(2, 2);
    assertFired("h2");
  }

  @Test
  void firingATimer() {
    fireOnce(1);
    assertFired("t1");
  }

  @Test
  void timerDeletedBeforePoll() {
    loop.updateTimeout(timers[0], 100);
    loop.removeTimeout(timers[0]);
    fireOnce(1);
    assertFired("t1");
  }

  @Test
  void timerDeletedDuringPollInterruptsItWithNothingToShow() {
    loop.updateTimeout(timers[1], 100);
    loop.removeTimeout(timers[1]);
    assertFired();
  }

  @Test
  void laterTimerDeletedDuringDispatch() {
    deletes[2] = timers[3];
    fireOnce(2, 3);
    assertFired("t2");
  }

  @Test
  void timerDeletesItselfDuringDispatch() {
    deletes[2] = timers[2];
    loop.updateTimeout(timers[2], 100);
    assertFired("t2");
  }

  @Test
  void allTimersFireTogether() {
    int[] all = new int[COUNT];
    Arrays.setAll(all, i -> i);
    fireOnce(all);
    String[] names = new String[COUNT];
    Arrays.setAll(names, i -> "t" + i);
    assertFired(names);
  }

  @Test
  void lastHandleStillWorksSeveralTimesInARow() throws IOException {
    for (int i = 0; i < COUNT - 1; i++) {
      assertThat(loop.removeHandle(watches[i])).isTrue();
      assertThat(loop.removeTimeout(timers[i])).isTrue();
    }
    for (int i = 0; i < 4; i++) {
      write(COUNT - 1);
      assertFired("h" + (COUNT - 1));
    }
  }

  @Test
  void sameChannelTwiceOnceWithoutEvents() throws IOException {
    loop.removeHandle(watches[0]);
    loop.removeHandle(watches[1]);
    watches[0] = addHandle(0, 1, 0);
    watches[1] = addHandle(1, 1, HandleEvents.READABLE);
    write(1);
    assertFired("h1");
  }
}
