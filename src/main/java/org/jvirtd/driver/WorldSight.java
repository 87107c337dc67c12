package org.jvirtd.driver;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of a driver's world that its connections share. It holds names and states,
 * and nothing of what a definition says.
 *
 * @param uri how clients open it
 * @param connections open connections to it
 * @param states how many domains there are in each state; states without a domain are left out
 * @param domains some of the domains: those that a call holds first, then those that run, by name
 */
public record WorldSight(
    String uri, int connections, Map<State, Integer> states, List<DomainSight> domains) {
  public WorldSight {
    states = Map.copyOf(states);
    domains = List.copyOf(domains);
  }

  /** What a domain is doing. The order is that of the numbers in {@code virDomainState}. */
  public enum State {
    NO_STATE,
    RUNNING,
    BLOCKED,
    PAUSED,
    SHUTTING_DOWN,
    SHUTOFF,
    CRASHED,
    PM_SUSPENDED
  }

  /** How many domains there are. */
  public int total() {
    return states.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * What there is to see of a domain.
   *
   * @param heldBy the thread of the call that holds the domain at this moment, or null
   */
  public record DomainSight(String name, State state, @Nullable Thread heldBy) {}
}
