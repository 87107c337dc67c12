package org.jvirtd.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jvirtd.rpc.Peer.Transport;
import org.jvirtd.rpc.Server;

/**
 * How many newcomers wait in the kernel, {@code jvirtd.clients.backlog}, and how many may. There is
 * no meter of the former where the system does not tell.
 */
public final class BacklogMeters implements MeterBinder {
  private final Server server;
  private final Map<Transport, Supplier<Optional<InetSocketAddress>>> sockets;
  private final Backlog backlog;

  /**
   * @param sockets those that listen, once the server has started
   */
  public BacklogMeters(
      Server server, Map<Transport, Supplier<Optional<InetSocketAddress>>> sockets) {
    this(server, sockets, new Backlog());
  }

  BacklogMeters(
      Server server,
      Map<Transport, Supplier<Optional<InetSocketAddress>>> sockets,
      Backlog backlog) {
    this.server = server;
    this.sockets = Map.copyOf(sockets);
    this.backlog = backlog;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("jvirtd.clients.backlog.max", server, s -> s.limits().maxQueued())
        .description("Newcomers that the kernel is to hold for each socket")
        .tag("server", server.name())
        .register(registry);
    if (backlog.isKnown()) {
      sockets.forEach((transport, socket) ->
          Gauge.builder("jvirtd.clients.backlog", socket, this::waiting)
              .description("Newcomers that wait in the kernel for being accepted")
              .tag("server", server.name())
              .tag("transport", transport.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  private double waiting(Supplier<Optional<InetSocketAddress>> socket) {
    return socket.get().map(backlog::of).orElse(Double.NaN);
  }
}
