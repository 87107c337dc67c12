package org.jvirtd.observe.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.event.EventLoopOptions;
import org.jvirtd.event.NioEventLoop;
import org.jvirtd.rpc.CallLimits;
import org.jvirtd.rpc.CallWatch;
import org.jvirtd.rpc.ClientIdentity;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.ConnectionInfo;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.Peer;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerLimits;
import org.jvirtd.worker.WorkerPool;

/** A server that nobody uses, with a loop that does not turn, and a clock that stands still. */
final class Idle implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  final AtomicLong nanos = new AtomicLong(1);
  final NioEventLoop loop = new NioEventLoop(EventLoopOptions.defaults());
  final WorkerPool workers = new WorkerPool("idle", new WorkerLimits(0, 4, 0));
  final Server server =
      new Server(
          "idle",
          loop,
          workers,
          List.of(),
          ClientLimits.DEFAULTS,
          KeepaliveSettings.DEFAULTS,
          RpcObserver.NONE,
          nanos::get);

  PageSources sources(ShowsWorlds... worlds) {
    return new PageSources(
        server,
        workers,
        loop,
        () -> true,
        new CallWatch(
            server, workers, new CallLimits(Duration.ofSeconds(10), Duration.ZERO, Map.of(), 1)),
        List.of(worlds),
        Duration.ofSeconds(10),
        "1.2.3",
        () -> List.of("virsh -c test:///default list"),
        nanos::get,
        InstantSource.fixed(NOW));
  }

  /** Clients as the server tells of them, with these numbers of calls so far. */
  static List<ConnectionInfo> clients(int count, String user, long calls) {
    List<ConnectionInfo> clients = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      clients.add(client(i, user, calls, 0, 0, 0));
    }
    return clients;
  }

  static ConnectionInfo client(
      long id, String user, long calls, int used, int parked, long bytesWaiting) {
    return new ConnectionInfo(
        id,
        new Peer(Peer.Transport.TCP, "127.0.0.1;" + id, null),
        ClientIdentity.ANONYMOUS.withSaslUser(user),
        true,
        Map.of(),
        false,
        NOW,
        "OPEN",
        used,
        5,
        parked,
        calls,
        0,
        0,
        bytesWaiting,
        true,
        0,
        0,
        0,
        0);
  }

  @Override
  public void close() {
    workers.close();
    loop.close();
  }
}
