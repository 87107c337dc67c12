package org.jvirtd.driver;

import org.jvirtd.protocol.lxc.LxcProcedures;
import org.jvirtd.protocol.qemu.QemuProcedures;
import org.jvirtd.protocol.remote.HypervisorProcedures;

/**
 * An open connection to a driver. It implements the procedures that the driver has; every other one
 * answers "this function is not supported by the connection driver" by itself.
 *
 * <p>Its methods are called on workers, several at a time.
 */
public interface Hypervisor
    extends HypervisorProcedures, QemuProcedures, LxcProcedures, AutoCloseable {

  /**
   * Whether the driver has a feature of {@code virDrvFeature} (semantics section 12). The features
   * that the daemon itself answers for are not asked here.
   */
  default boolean supportsFeature(int feature) {
    return false;
  }

  /**
   * Whether the driver emits events of a kind, so that clients may register for them.
   *
   * @param kind one of the event interfaces of {@code org.jvirtd.protocol.event}: {@code
   *     DomainEvent.class}, {@code NetworkEvent.class}, …
   */
  default boolean emits(Class<?> kind) {
    return false;
  }

  /** Closes the connection. Called once, on a worker; calls under way may still be running. */
  @Override
  void close();
}
