package org.jvirtd.driver.network;

import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.rpc.RpcException;

/** Addresses from one to another, both included. */
public record AddressRange(IpAddress start, IpAddress end) {

  /**
   * Checks that the range can be.
   *
   * @throws RpcException INTERNAL_ERROR if it is reversed, has two families or is too large
   */
  AddressRange check() {
    requireOneFamily();
    checkSize();
    return this;
  }

  /**
   * Checks that the range can be, and lies in a network.
   *
   * @param prefix the network's, -1 where it has none
   * @throws RpcException INTERNAL_ERROR if not
   */
  AddressRange checkIn(IpAddress network, int prefix) {
    requireOneFamily();
    if (start.v6() != network.v6()) {
      throw bad(
          "mismatch of address family in range %s - %s for network %s"
              .formatted(start, end, network));
    }
    IpAddress mask = IpAddress.mask(network.v6(), prefix);
    if (mask == null) {
      throw bad(
          "bad prefix %d for network %s when  checking range %s - %s"
              .formatted(prefix, network, start, end));
    }
    IpAddress base = network.maskedBy(mask);
    if (!base.equals(start.maskedBy(mask)) || !base.equals(end.maskedBy(mask))) {
      throw bad(
          "range %s - %s is not entirely within network %s/%d"
              .formatted(start, end, network, prefix));
    }
    if (start.v4()) {
      if (start.equals(base)) {
        throw bad(
            "start of range %s - %s in network %s/%d is the network address"
                .formatted(start, end, network, prefix));
      }
      if (end.low() == (base.low() | (~mask.low() & 0xFFFF_FFFFL))) {
        throw bad(
            "end of range %s - %s in network %s/%d is the broadcast address"
                .formatted(start, end, network, prefix));
      }
    }
    checkSize();
    return this;
  }

  private void requireOneFamily() {
    if (start.v6() != end.v6()) {
      throw bad("mismatch of address family in range %s - %s".formatted(start, end));
    }
  }

  private void checkSize() {
    boolean near = start.high() == end.high() && start.low() >> 16 == end.low() >> 16;
    if (!near) {
      throw bad("range %s - %s is too large (> 65535)".formatted(start, end));
    }
    if (end.low() < start.low()) {
      throw start.v6()
          ? bad("range %s - %s start larger than end".formatted(start, end))
          : bad("range %s - %s is reversed ".formatted(start, end));
    }
  }

  private static RpcException bad(String detail) {
    return NetworkFailure.shared(ErrorCode.INTERNAL_ERROR, detail);
  }
}
