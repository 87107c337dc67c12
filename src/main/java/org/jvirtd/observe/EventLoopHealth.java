package org.jvirtd.observe;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.EventLoopStats;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the event loop turns. It does not when its thread has ended, or when one callback has
 * held it for so long that it will hardly ever come back; then only a restart helps, so this
 * belongs to liveness.
 */
public final class EventLoopHealth implements HealthIndicator {
  private final EventLoop loop;
  private final BooleanSupplier alive;
  private final Duration stuckAfter;

  /**
   * @param alive whether the loop's thread has not ended
   * @param stuckAfter a callback that runs longer is stuck
   */
  public EventLoopHealth(EventLoop loop, BooleanSupplier alive, Duration stuckAfter) {
    this.loop = loop;
    this.alive = alive;
    this.stuckAfter = stuckAfter;
  }

  @Override
  public Health health() {
    if (!alive.getAsBoolean()) {
      return Health.down().withDetail("reason", "the event loop's thread has ended").build();
    }
    EventLoopStats stats = loop.stats();
    String running = stats.running();
    if (running != null && stats.runningNanos() > stuckAfter.toNanos()) {
      return Health.down()
          .withDetail("reason", "a callback holds the event loop")
          .withDetail("callback", running)
          .withDetail("seconds", Seconds.of(stats.runningNanos()))
          .build();
    }
    return Health.up().withDetail("iterations", stats.iterations()).build();
  }
}
