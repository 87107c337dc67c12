package org.jvirtd.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Runs are asked for while the callback disables its timeout and then looks for work. */
@JCStressTest
@Outcome(id = "2, false", expect = ACCEPTABLE, desc = "Both requests were seen.")
@Outcome(expect = FORBIDDEN, desc = "A request was lost.")
@State
public class FlushRequestRaceTest {

  private final RacingLoop racing = new RacingLoop();
  private final AtomicInteger asked = new AtomicInteger();
  private int served;
  private final int timer =
      racing.loop.addTimeout("flush", EventLoop.DISABLED, this::flush, () -> {});

  private void flush(int flush) {
    racing.loop.updateTimeout(flush, EventLoop.DISABLED);
    served = asked.get();
  }

  private void ask() {
    asked.incrementAndGet();
    racing.loop.updateTimeout(timer, 0);
  }

  @Actor
  public void loop(IZ_Result result) {
    while (served < 2 && !racing.lost) {
      racing.loop.runOnce();
    }
    result.r1 = served;
    result.r2 = racing.lost;
  }

  @Actor
  public void other() {
    ask();
    ask();
  }
}
