package org.jvirtd.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A channel is watched again while the loop makes the selector forget it. */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "The new watch hears the channel.")
@Outcome(expect = FORBIDDEN, desc = "The new watch was refused, is deaf, or was told an error.")
@State
public class WatchAgainRaceTest {

  private final RacingLoop racing = new RacingLoop();
  private int heard;

  public WatchAgainRaceTest() {
    int old =
        racing.loop.addHandle("old", racing.channel, HandleEvents.READABLE, (_, _) -> {}, () -> {});
    racing.loop.removeHandle(old);
  }

  @Actor
  public void loop() {
    racing.loop.runOnce();
  }

  @Actor
  public void other(ZI_Result result) {
    try {
      racing.loop.addHandle(
          "new",
          racing.channel,
          HandleEvents.READABLE,
          (_, events) -> heard += events == HandleEvents.READABLE ? 1 : 100,
          () -> {});
      result.r1 = true;
    } catch (RuntimeException e) {
      result.r1 = false;
    }
  }

  @Arbiter
  public void check(ZI_Result result) {
    racing.ready = true;
    racing.loop.runOnce();
    result.r2 = heard;
  }
}
