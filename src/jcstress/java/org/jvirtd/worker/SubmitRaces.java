package org.jvirtd.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A submitter against workers that come to the queue at the same moment. */
public final class SubmitRaces {

  private static final class Nothing extends Job {
    Nothing(boolean high) {
      super(high);
    }

    @Override
    protected void run() {}
  }

  private SubmitRaces() {}

  /** A job is submitted while the only worker is about to park: it must not sleep past the job. */
  @JCStressTest
  @Outcome(id = "TAKEN", expect = ACCEPTABLE, desc = "The worker found the job")
  @Outcome(id = "CALLED", expect = ACCEPTABLE, desc = "The worker parked and was called")
  @Outcome(expect = FORBIDDEN, desc = "A lost wake-up")
  @State
  public static class SubmitVersusPark {
    private final WorkerPool pool = new WorkerPool("race", new WorkerLimits(0, 1, 0));
    private final Worker worker = pool.hireWithoutThread(false);
    private Job taken;

    @Actor
    public void submitter() {
      pool.submit(new Nothing(false));
    }

    @Actor
    public void worker() {
      taken = pool.take(worker, 0);
    }

    @Arbiter
    public void arbiter(L_Result r) {
      if (taken != null) {
        r.r1 = "TAKEN";
      } else if (worker.state == Worker.State.SEARCHING) {
        r.r1 = "CALLED";
      } else {
        r.r1 = worker.state + " with " + pool.stats().queued() + " queued";
      }
    }
  }

  /** A high-priority job that both classes go for. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Taken by one worker")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Taken by none, and one is called")
  @Outcome(expect = FORBIDDEN, desc = "Taken twice, or lost")
  @State
  public static class ClaimByBothClasses {
    private final WorkerPool pool = new WorkerPool("race", new WorkerLimits(0, 1, 0));
    private final Worker ordinary = pool.hireWithoutThread(false);
    private final Worker priority = pool.hireWithoutThread(true);
    private Job takenByOrdinary;
    private Job takenByPriority;

    @Actor
    public void submitter() {
      pool.submit(new Nothing(true));
    }

    @Actor
    public void ordinary() {
      takenByOrdinary = pool.take(ordinary, 0);
    }

    @Actor
    public void priority() {
      takenByPriority = pool.take(priority, 0);
    }

    @Arbiter
    public void arbiter(II_Result r) {
      r.r1 = (takenByOrdinary != null ? 1 : 0) + (takenByPriority != null ? 1 : 0);
      boolean called =
          ordinary.state == Worker.State.SEARCHING || priority.state == Worker.State.SEARCHING;
      // When one was called for a job that the other then took, it comes for nothing.
      r.r2 = r.r1 == 0 && called ? 1 : 0;
    }
  }

  /**
   * The only idle worker takes a job while a second one is submitted: two jobs, so two workers. A
   * submitter that read "one idle" from before and "one waits" from after would add none.
   */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "A worker for each")
  @Outcome(expect = FORBIDDEN, desc = "The second job waits for the first, below the maximum")
  @State
  public static class SubmitVersusTake {
    private final WorkerPool pool = new WorkerPool("race", new WorkerLimits(0, 2, 0));
    private final Worker worker = pool.hireWithoutThread(false);

    public SubmitVersusTake() {
      pool.submit(new Nothing(false));
    }

    @Actor
    public void submitter() {
      pool.submit(new Nothing(false));
    }

    @Actor
    public void worker() {
      pool.take(worker, 0);
    }

    @Arbiter
    public void arbiter(I_Result r) {
      r.r1 = pool.stats().workers();
      pool.shutdown(Duration.ZERO);
    }
  }
}
