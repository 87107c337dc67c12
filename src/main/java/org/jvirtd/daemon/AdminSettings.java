package org.jvirtd.daemon;

import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.worker.WorkerLimits;

/**
 * What the admin server is made with: it has limits and workers of its own, so that it answers when
 * the main one is busy.
 *
 * @param idleSeconds the daemon ends by itself after so many seconds without a client; 0 for never
 */
public record AdminSettings(
    WorkerLimits workers, ClientLimits clients, KeepaliveSettings keepalive, long idleSeconds) {

  /** libvirt's figures (semantics section 25): nobody has to authenticate on a private socket. */
  public static final AdminSettings DEFAULTS =
      new AdminSettings(
          new WorkerLimits(5, 20, 0),
          new ClientLimits(5000, 0, 20, 5, 4, 32, 1 << 20, 8 << 20),
          KeepaliveSettings.DEFAULTS,
          0);

  public AdminSettings {
    if (idleSeconds < 0) {
      throw new IllegalArgumentException("idle seconds must not be negative: " + idleSeconds);
    }
  }
}
