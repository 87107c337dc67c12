package org.jvirtd.daemon;

import java.time.Duration;
import java.util.List;
import org.jvirtd.daemon.admin.AdminService;
import org.jvirtd.daemon.admin.DaemonControl;
import org.jvirtd.daemon.admin.ManagedServer;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.event.EventLoop;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.rpc.CloseReason;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.Leftovers;
import org.jvirtd.worker.WorkerPool;
import org.jvirtd.worker.WorkerPoolObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second server of a daemon, for virt-admin: on the same event loop, with clients and workers
 * of its own, so that it answers when all of the main one's are busy.
 */
final class AdminServer implements DaemonControl {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  /** As libvirt calls it, in threads, logs and virt-admin. */
  private static final String NAME = "admin";

  /** Its calls take no time worth waiting for. */
  private static final Duration END = Duration.ofSeconds(2);

  private final EventLoop loop;
  private final AdminService service;
  private final Server server;
  private final WorkerPool workers;
  private final IdleShutdown idleShutdown;
  private final List<ManagedServer> servers;

  /**
   * @param main the server of libvirt's other programs
   * @param onIdle told when no client was there for the time that was asked for
   */
  AdminServer(
      EventLoop loop,
      AdminSettings settings,
      int maxQueuedJobs,
      ManagedServer main,
      LogSettings logging,
      RpcObserver observer,
      Runnable onIdle) {
    this.loop = loop;
    workers =
        new WorkerPool(
            NAME, settings.workers(), maxQueuedJobs, System::nanoTime, WorkerPoolObserver.NONE);
    service = new AdminService(this, logging);
    server =
        new Server(
            NAME,
            loop,
            workers,
            List.of(service),
            settings.clients(),
            settings.keepalive(),
            observer,
            System::nanoTime);
    // libvirtd lists them in the order of a hash that it rolls at each start.
    servers = List.of(new ManagedServer(server, workers, null), main);
    idleShutdown = new IdleShutdown(loop, List.of(server, main.server()), System::nanoTime, onIdle);
    server.onClientsChanged(idleShutdown::check);
    main.server().onClientsChanged(idleShutdown::check);
    idleShutdown.setTimeout(settings.idleSeconds());
  }

  Server server() {
    return server;
  }

  WorkerPool workers() {
    return workers;
  }

  AdminProgram administration() {
    return service.calls();
  }

  @Override
  public List<ManagedServer> servers() {
    return servers;
  }

  @Override
  public void setIdleTimeout(long seconds) {
    idleShutdown.setTimeout(seconds);
  }

  /**
   * Ends: calls under way finish, for as long as such calls may take, and the clients are
   * disconnected. It goes after the main server, so that virt-admin can look at one that drains.
   */
  void end() throws InterruptedException {
    loop.addTimeout(
        "end of admin",
        0,
        timer -> {
          loop.removeTimeout(timer);
          server.stopAccepting();
          server.stopServing();
        },
        () -> {});
    server.awaitNoConnections(END);
    server.disconnectAll(CloseReason.STOPPING);
    server.awaitNoConnections(END);
    Leftovers leftovers = workers.shutdown(END);
    if (!leftovers.isEmpty()) {
      LOG.warn("The admin server's workers were still busy: {}", leftovers);
    }
  }
}
