package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.network.NetworkFlags;

/**
 * What libvirt checks of a call's arguments before it looks for the domain. Flags that the driver
 * does not know are the driver's errors; the other checks are those of the public functions, which
 * a client that is not libvirt's own library may not have made.
 */
final class Check {
  private Check() {}

  /**
   * @param function the name of libvirt's own function, which is part of its error text
   * @throws LibvirtException INVALID_ARG if a flag is set that is not supported
   */
  static void flags(int flags, int supported, String function) {
    int unknown = flags & ~supported;
    if (unknown != 0) {
      throw LibvirtException.invalidArgument(
          TEST,
          function,
          "flags",
          "unsupported flags (0x" + Integer.toHexString(unknown) + ") in function " + function);
    }
  }

  /** A flag and its libvirt name, as error texts show it. */
  record Named(int flag, String name) {
    boolean isIn(int flags) {
      return (flags & flag) != 0;
    }
  }

  static final Named AFFECT_LIVE = new Named(Flag.VIR_DOMAIN_AFFECT_LIVE, "VIR_DOMAIN_AFFECT_LIVE");
  static final Named AFFECT_CONFIG =
      new Named(Flag.VIR_DOMAIN_AFFECT_CONFIG, "VIR_DOMAIN_AFFECT_CONFIG");

  static final Named UPDATE_LIVE =
      new Named(NetworkFlags.Update.LIVE, "VIR_NETWORK_UPDATE_AFFECT_LIVE");
  static final Named UPDATE_CONFIG =
      new Named(NetworkFlags.Update.CONFIG, "VIR_NETWORK_UPDATE_AFFECT_CONFIG");

  static final Named SAVE_RUNNING =
      new Named(Flag.VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING");
  static final Named SAVE_PAUSED = new Named(Flag.VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED");
  static final Named VCPU_MAXIMUM =
      new Named(Flag.VIR_DOMAIN_VCPU_MAXIMUM, "VIR_DOMAIN_VCPU_MAXIMUM");
  static final Named VCPU_GUEST = new Named(Flag.VIR_DOMAIN_VCPU_GUEST, "VIR_DOMAIN_VCPU_GUEST");
  static final Named MEMORY_VIRTUAL = new Named(Flag.VIR_MEMORY_VIRTUAL, "VIR_MEMORY_VIRTUAL");
  static final Named MEMORY_PHYSICAL = new Named(Flag.VIR_MEMORY_PHYSICAL, "VIR_MEMORY_PHYSICAL");
  static final Named DUMP_CRASH = new Named(Flag.VIR_DUMP_CRASH, "VIR_DUMP_CRASH");
  static final Named DUMP_LIVE = new Named(Flag.VIR_DUMP_LIVE, "VIR_DUMP_LIVE");
  static final Named DUMP_RESET = new Named(Flag.VIR_DUMP_RESET, "VIR_DUMP_RESET");

  /**
   * @throws LibvirtException INVALID_ARG if both flags are set
   */
  static void exclusive(int flags, Named one, Named other, String api) {
    // libvirt's macro leaves the name of a variable of its own where the argument's should be.
    exclusive(flags, one, other, api, "ctl");
  }

  static void exclusive(int flags, Named one, Named other, String api, String argument) {
    exclusive(flags, one, other, DOMAIN, api, argument);
  }

  /**
   * The same for calls about other objects than domains, whose errors have domains of their own.
   */
  static void exclusive(
      int flags, Named one, Named other, ErrorDomain domain, String api, String argument) {
    if (one.isIn(flags) && other.isIn(flags)) {
      throw LibvirtException.invalidArgument(
          domain,
          api,
          argument,
          "Flags '" + one.name() + "' and '" + other.name() + "' are mutually exclusive");
    }
  }

  /**
   * @throws LibvirtException INVALID_ARG if the first flag is set without the second
   */
  static void requires(int flags, Named one, Named needed, String api) {
    requires(flags, one, needed, DOMAIN, api);
  }

  static void requires(int flags, Named one, Named needed, ErrorDomain domain, String api) {
    if (one.isIn(flags) && !needed.isIn(flags)) {
      throw LibvirtException.invalidArgument(
          domain,
          api,
          "ctl",
          "Flag '" + needed.name() + "' is required by flag '" + one.name() + "'");
    }
  }

  /**
   * How many names or numbers a client has room for.
   *
   * @throws LibvirtException RPC if it is below 0 or above the limit
   */
  static void fits(int count, String argument, int limit, String limitName) {
    if (count < 0) {
      throw LibvirtException.of(ErrorCode.RPC, RPC, argument + " must be non-negative");
    }
    if (count > limit) {
      throw LibvirtException.of(ErrorCode.RPC, RPC, argument + " > " + limitName);
    }
  }

  /**
   * @param what the objects, as libvirt's error text calls them
   * @throws LibvirtException INTERNAL_ERROR if a list is too long for the wire
   */
  static void listable(int count, String what, int limit) {
    if (count > limit) {
      throw LibvirtException.internal(
          RPC, "Too many " + what + " '" + count + "' for limit '" + limit + "'");
    }
  }

  /**
   * Whether an object passes a pair of filters: those that have a quality, those that have not.
   * Neither flag, or both, let all pass.
   */
  static boolean matches(int flags, int having, int lacking, boolean has) {
    boolean asked = (flags & (having | lacking)) != 0;
    return !asked || (flags & (has ? having : lacking)) != 0;
  }

  /**
   * @throws LibvirtException INVALID_ARG if the argument is 0
   */
  static void nonZero(long value, String argument, String api) {
    if (value == 0) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, argument, argument + " in " + api + " must not be zero");
    }
  }

  /**
   * @throws LibvirtException INVALID_ARG if the argument is below 0
   */
  static void nonNegative(long value, String argument, String api) {
    if (value < 0) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, argument, argument + " in " + api + " must be zero or greater");
    }
  }

  /**
   * @throws LibvirtException INVALID_ARG if the argument is not above 0
   */
  static void positive(long value, String argument, String api) {
    if (value <= 0) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, argument, argument + " in " + api + " must be greater than zero");
    }
  }
}
