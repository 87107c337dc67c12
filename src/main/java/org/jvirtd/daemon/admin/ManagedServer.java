package org.jvirtd.daemon.admin;

import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerPool;

/**
 * A server of the daemon, as virt-admin sees it.
 *
 * @param tls reads the server's certificates and keys again; null if it does not listen for TLS
 */
public record ManagedServer(Server server, WorkerPool workers, @Nullable TlsReload tls) {

  /** Reads certificates, keys and revocations again. */
  @FunctionalInterface
  public interface TlsReload {
    /**
     * Called on a worker.
     *
     * @throws org.jvirtd.protocol.LibvirtException if the files cannot be used; those that were in
     *     use stay in use
     */
    void reload();
  }

  String name() {
    return server.name();
  }
}
