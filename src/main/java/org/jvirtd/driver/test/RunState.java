package org.jvirtd.driver.test;

import java.util.List;
import org.jvirtd.protocol.TypedParameter;

/**
 * What a domain is doing, and why. The numbers are those of libvirt's {@code virDomainState} and of
 * the reason enumerations that belong to each state.
 *
 * <pre>
 *                     start, createXML, restore
 *     +---------+ ------------------------------> +---------+ -- suspend --> +--------+
 *     | SHUTOFF |                                 | RUNNING |                | PAUSED |
 *     +---------+ <------------------------------ +---------+ <-- resume --- +--------+
 *        ^   shutdown, destroy, save, managedSave,     ^  |                    |  |
 *        |   dump with crash; reboot when on_reboot    +--+                    |  |
 *        |   does not restart                        reboot                    |  |
 *        |                                             ^                       |  |
 *        |                                             +------- reboot --------+  |
 *        +------- shutdown, destroy, save, managedSave, dump with crash ----------+
 * </pre>
 *
 * A snapshot may stop the domain, and going back to one may lead from any state to any other. A
 * shutdown whose on_poweroff says "restart" is a reboot. A domain is active, and has an id, in
 * every state but {@code SHUTOFF}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of, which never change
enum RunState {
  /** Running from the beginning of the world, without a known reason. */
  RUNNING_UNKNOWN(State.RUNNING, 0),
  /** States that only the file of a world can put a domain into. */
  NO_STATE(State.NO_STATE, 0),
  BLOCKED(State.BLOCKED, 0),
  PAUSED_UNKNOWN(State.PAUSED, 0),
  SHUTTING_DOWN(State.SHUTTING_DOWN, 0),
  CRASHED(State.CRASHED, 0),
  PM_SUSPENDED(State.PM_SUSPENDED, 0),
  RUNNING_BOOTED(State.RUNNING, 1),
  RUNNING_RESTORED(State.RUNNING, 3),
  RUNNING_FROM_SNAPSHOT(State.RUNNING, 4),
  RUNNING_UNPAUSED(State.RUNNING, 5),
  PAUSED_USER(State.PAUSED, 1),
  PAUSED_FROM_SNAPSHOT(State.PAUSED, 7),
  /** Defined, and never run since. */
  SHUTOFF_UNKNOWN(State.SHUTOFF, 0),
  SHUTOFF_SHUTDOWN(State.SHUTOFF, 1),
  SHUTOFF_DESTROYED(State.SHUTOFF, 2),
  SHUTOFF_CRASHED(State.SHUTOFF, 3),
  SHUTOFF_SAVED(State.SHUTOFF, 5),
  SHUTOFF_FROM_SNAPSHOT(State.SHUTOFF, 7);

  /** The states a domain of the test hypervisor can be in. */
  enum State {
    NO_STATE(0),
    RUNNING(1),
    BLOCKED(2),
    PAUSED(3),
    SHUTTING_DOWN(4),
    SHUTOFF(5),
    CRASHED(6),
    PM_SUSPENDED(7);

    private final int number;

    State(int number) {
      this.number = number;
    }

    /** The number in {@code virDomainState}. */
    int number() {
      return number;
    }
  }

  private final State state;
  private final int reason;

  /** What statistics tell of it: a list of 1,000 domains has it 1,000 times. */
  @SuppressWarnings("ImmutableEnumChecker") // made of two records, and never changed
  private final List<TypedParameter> statistics;

  RunState(State state, int reason) {
    this.state = state;
    this.reason = reason;
    this.statistics =
        List.of(
            TypedParameter.of("state.state", state.number()),
            TypedParameter.of("state.reason", reason));
  }

  State state() {
    return state;
  }

  /** The number in the reason enumeration of the state. */
  int reason() {
    return reason;
  }

  /** The group "state" of a domain's statistics. */
  List<TypedParameter> statistics() {
    return statistics;
  }

  boolean isActive() {
    return state != State.SHUTOFF;
  }
}
