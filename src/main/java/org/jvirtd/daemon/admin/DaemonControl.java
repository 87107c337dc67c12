package org.jvirtd.daemon.admin;

import java.util.List;

/** What virt-admin asks of the daemon as a whole. Called on workers. */
public interface DaemonControl {

  /** The servers, by name. */
  List<ManagedServer> servers();

  /**
   * Has the daemon end by itself after so many seconds without any client; 0 for never.
   *
   * @param seconds not negative
   */
  void setIdleTimeout(long seconds);
}
