package org.jvirtd.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Two threads remove the same watch. */
@JCStressTest
@Outcome(
    id = {"true, false, 1", "false, true, 1"},
    expect = ACCEPTABLE,
    desc = "One has removed it, and onRemoved ran once.")
@Outcome(expect = FORBIDDEN, desc = "Both or none, or onRemoved did not run once.")
@State
public class DoubleRemoveRaceTest {

  private final RacingLoop racing = new RacingLoop();
  private int removals;
  private final int watch =
      racing.loop.addHandle(
          "w", racing.channel, HandleEvents.READABLE, (_, _) -> {}, () -> removals++);

  @Actor
  public void one(ZZI_Result result) {
    result.r1 = racing.loop.removeHandle(watch);
  }

  @Actor
  public void two(ZZI_Result result) {
    result.r2 = racing.loop.removeHandle(watch);
  }

  @Arbiter
  public void check(ZZI_Result result) {
    racing.loop.runOnce();
    racing.loop.close();
    result.r3 = removals;
  }
}
