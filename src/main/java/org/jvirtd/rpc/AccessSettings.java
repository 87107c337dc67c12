package org.jvirtd.rpc;

import java.util.List;

/**
 * Who may what.
 *
 * @param defaultLevel of clients that no rule names
 * @param rules the first that names a client counts
 */
public record AccessSettings(AccessLevel defaultLevel, List<AccessRule> rules) {

  /** As libvirt has it: who gets in may do all that the socket allows. */
  public static final AccessSettings DEFAULTS =
      new AccessSettings(AccessLevel.READ_WRITE, List.of());

  public AccessSettings {
    rules = List.copyOf(rules);
  }
}
