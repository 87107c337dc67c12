package org.jvirtd.rpc.tls;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jvirtd.event.NioEventLoop;

/** Turns an event loop that has no thread of its own. */
final class Turns {
  private Turns() {}

  /** Turns this one until something is so, or the test has failed for patience. */
  static void until(NioEventLoop loop, BooleanSupplier done) {
    // A turn more than wanted does no harm, and this timeout keeps each one short.
    int tick = loop.addTimeout("tick", 1, timer -> {}, () -> {});
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .pollInSameThread()
        .until(() -> {
          loop.runOnce();
          return done.getAsBoolean();
        });
    loop.removeTimeout(tick);
  }
}
