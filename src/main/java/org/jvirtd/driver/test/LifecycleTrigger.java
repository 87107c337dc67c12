package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;

import java.util.List;
import java.util.Locale;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainDefinition.LifecycleAction;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

/** How a guest may end, in the order of {@code virDomainLifecycle}. */
enum LifecycleTrigger {
  POWEROFF,
  REBOOT,
  CRASH;

  private static final List<LifecycleTrigger> BY_NUMBER = List.of(POWEROFF, REBOOT, CRASH);
  private static final List<LifecycleAction> ACTIONS_BY_NUMBER = List.of(LifecycleAction.values());

  /**
   * @throws LibvirtException INVALID_ARG if there is no such number
   */
  static LifecycleTrigger of(int number) {
    return BY_NUMBER.get(checked(number, BY_NUMBER.size(), "type"));
  }

  /**
   * The action with a number of {@code virDomainLifecycleAction}.
   *
   * @throws LibvirtException INVALID_ARG if there is none
   */
  static LifecycleAction action(int number) {
    return ACTIONS_BY_NUMBER.get(checked(number, ACTIONS_BY_NUMBER.size(), "action"));
  }

  private static int checked(int number, int count, String what) {
    if (number < 0 || number >= count) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          DOMAIN,
          "invalid lifecycle " + what + " '" + Integer.toUnsignedString(number) + "'");
    }
    return number;
  }

  /** Whether the action keeps the domain running after an orderly end. */
  static boolean restarts(LifecycleAction action) {
    return action == LifecycleAction.RESTART || action == LifecycleAction.RENAME_RESTART;
  }

  /**
   * @throws LibvirtException CONFIG_UNSUPPORTED if the action needs a crash
   */
  void requireAllows(LifecycleAction action) {
    boolean dumpsCore =
        action == LifecycleAction.COREDUMP_DESTROY || action == LifecycleAction.COREDUMP_RESTART;
    if (this != CRASH && dumpsCore) {
      throw LibvirtException.of(
          ErrorCode.CONFIG_UNSUPPORTED,
          DOMAIN,
          "Lifecycle event '"
              + name().toLowerCase(Locale.ROOT)
              + "' doesn't support '"
              + action.word()
              + "' action");
    }
  }

  /** The definition with another action for this end. */
  DomainDefinition set(DomainDefinition definition, LifecycleAction action) {
    return definition.withActions(
        this == POWEROFF ? action : null,
        this == REBOOT ? action : null,
        this == CRASH ? action : null);
  }
}
