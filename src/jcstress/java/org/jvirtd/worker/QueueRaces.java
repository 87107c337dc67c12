package org.jvirtd.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** The inbox against a taker. The one actor that takes stands for the holder of the lock. */
public final class QueueRaces {

  private static final class Counted extends Job {
    private int taken;

    Counted(boolean high) {
      super(high);
    }

    @Override
    protected void run() {
      taken++;
    }
  }

  private static void takeOne(JobQueue queue) {
    Job job = queue.next(1);
    if (job != null) {
      queue.take(job, false);
      job.run();
    }
  }

  private QueueRaces() {}

  /** Two submitters: neither overwrites the other. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "Each once")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or twice")
  @State
  public static class TwoOffers {
    private final JobQueue queue = new JobQueue(10);
    private final Counted first = new Counted(false);
    private final Counted second = new Counted(true);

    @Actor
    public void one() {
      queue.offer(first);
    }

    @Actor
    public void other() {
      queue.offer(second);
    }

    @Arbiter
    public void arbiter(III_Result r) {
      takeOne(queue);
      takeOne(queue);
      r.r1 = first.taken;
      r.r2 = second.taken;
      r.r3 = queue.depth() + queue.highDepth();
    }
  }

  /** A submitter and a taker: each job comes out once, and the older one first. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "Each once")
  @Outcome(expect = FORBIDDEN, desc = "Lost, twice, or in the wrong order")
  @State
  public static class OffersVersusTakes {
    private final JobQueue queue = new JobQueue(10);
    private final Counted first = new Counted(true);
    private final Counted second = new Counted(false);
    private boolean disorder;

    @Actor
    public void submitter() {
      queue.offer(first);
      queue.offer(second);
    }

    @Actor
    public void taker() {
      takeOne(queue);
      disorder = second.taken > first.taken;
      takeOne(queue);
    }

    @Arbiter
    public void arbiter(III_Result r) {
      takeOne(queue);
      takeOne(queue);
      r.r1 = first.taken;
      r.r2 = second.taken;
      r.r3 = queue.depth() + queue.highDepth() + (disorder ? 100 : 0);
    }
  }

  /** A job that comes as the queue closes is refused or handed back, not both, not neither. */
  @JCStressTest
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Accepted and handed back")
  @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "Refused")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or both")
  @State
  public static class OfferVersusClose {
    private final JobQueue queue = new JobQueue(10);
    private boolean accepted;

    @Actor
    public void submitter() {
      accepted = queue.offer(new Counted(true));
    }

    @Actor
    public void closer() {
      queue.close();
    }

    @Arbiter
    public void arbiter(ZI_Result r) {
      r.r1 = accepted;
      r.r2 = queue.takeAll().size();
    }
  }
}
