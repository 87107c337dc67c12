package org.jvirtd.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** An update meets a loop that is going to sleep. */
@JCStressTest
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "The timeout ran in that iteration.")
@Outcome(expect = FORBIDDEN, desc = "The loop slept through the update.")
@State
public class WakeUpRaceTest {

  private final RacingLoop racing = new RacingLoop();
  private int runs;
  private final int timer = racing.loop.addTimeout("t", EventLoop.DISABLED, _ -> runs++, () -> {});

  @Actor
  public void loop(IZ_Result result) {
    racing.loop.runOnce();
    result.r1 = runs;
    result.r2 = racing.lost;
  }

  @Actor
  public void other() {
    racing.loop.updateTimeout(timer, 0);
  }
}
