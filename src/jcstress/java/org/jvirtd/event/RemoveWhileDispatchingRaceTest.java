package org.jvirtd.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A ready watch and a ready timeout are removed while the loop dispatches. The results are the
 * callbacks that ran (2 watches at most), the onRemoved that ran, and whatever ran after onRemoved.
 */
@JCStressTest
@Outcome(
    id = {"0, 2, 0", "1, 2, 0", "2, 2, 0"},
    expect = ACCEPTABLE,
    desc = "Each ran at most once, before its onRemoved, which ran once.")
@Outcome(expect = FORBIDDEN, desc = "A callback after onRemoved, or onRemoved not once.")
@State
public class RemoveWhileDispatchingRaceTest {

  private final RacingLoop racing = new RacingLoop();
  private int calls;
  private int removals;
  private int late;
  private boolean watchRemoved;
  private boolean timerRemoved;
  private final int watch;
  private final int timer;

  public RemoveWhileDispatchingRaceTest() {
    racing.ready = true;
    watch =
        racing.loop.addHandle(
            "w",
            racing.channel,
            HandleEvents.READABLE,
            (_, _) -> called(watchRemoved),
            () -> {
              watchRemoved = true;
              removals++;
            });
    timer =
        racing.loop.addTimeout(
            "t",
            0,
            _ -> called(timerRemoved),
            () -> {
              timerRemoved = true;
              removals++;
            });
  }

  private void called(boolean removed) {
    calls++;
    late += removed ? 1 : 0;
  }

  @Actor
  public void loop() {
    racing.loop.runOnce();
  }

  @Actor
  public void other() {
    racing.loop.removeHandle(watch);
    racing.loop.removeTimeout(timer);
  }

  @Arbiter
  public void check(III_Result result) {
    int before = calls;
    if (removals < 2) {
      racing.loop.runOnce();
    }
    late += calls - before;
    racing.loop.close();
    result.r1 = calls;
    result.r2 = removals;
    result.r3 = late;
  }
}
