package org.jvirtd.observe;

import org.jvirtd.rpc.AcceptState;
import org.jvirtd.rpc.Server;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether newcomers are accepted. A daemon at its limit is not ready either: its clients are served
 * as before, but a newcomer is better sent to another one than left in the backlog.
 */
public final class AcceptingHealth implements HealthIndicator {
  private final Server server;

  public AcceptingHealth(Server server) {
    this.server = server;
  }

  @Override
  public Health health() {
    AcceptState state = server.acceptState();
    Health.Builder health = state == AcceptState.ACCEPTING ? Health.up() : Health.down();
    return health
        .withDetail("accepting", state)
        .withDetail("clients", server.connectionCount())
        .withDetail("max", server.limits().max())
        .build();
  }
}
