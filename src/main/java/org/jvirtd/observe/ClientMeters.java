package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jvirtd.rpc.AcceptState;
import org.jvirtd.rpc.ClientIdentity;
import org.jvirtd.rpc.CloseReason;
import org.jvirtd.rpc.Peer.Transport;
import org.jvirtd.rpc.Server;
import org.jvirtd.rpc.ServerCounters;
import org.jvirtd.rpc.ServerCounters.Denial;

/** The meters of a server's clients, {@code jvirtd.clients.*}. */
public final class ClientMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.clients.";

  private final Server server;

  // The registry holds what it reads only weakly; this object keeps it.
  private final Snapshot<ClientTotals> totals;

  public ClientMeters(Server server) {
    this.server = server;
    this.totals = new Snapshot<>(() -> ClientTotals.of(server), System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    connections(registry);
    calls(registry);
    bytes(registry);
    for (Denial kind : Denial.values()) {
      counter("denied", "Calls refused since the client may not do that", c -> c.denied(kind))
          .tag("kind", lower(kind))
          .register(registry);
    }
    counter("keepalive.pings", "Pings sent to silent clients", ServerCounters::keepalivePings)
        .register(registry);
    counter(
            "keepalive.misses",
            "Pings that a client has left unanswered until the next was due",
            ServerCounters::keepaliveMisses)
        .register(registry);
  }

  private void connections(MeterRegistry registry) {
    for (Transport transport : Transport.values()) {
      for (ClientIdentity.Kind identity : possible(transport)) {
        total(
                "connections",
                "Clients that are connected, and what their identity rests on",
                t -> t.connections(transport, identity))
            .tag("transport", lower(transport))
            .tag("identity", lower(identity))
            .register(registry);
      }
    }
    gauge("max", "Clients that may be connected", s -> s.limits().max()).register(registry);
    gauge(
            "accepting",
            "Whether newcomers are accepted: 1 or 0",
            s -> s.acceptState() == AcceptState.ACCEPTING ? 1 : 0)
        .register(registry);
    counter("accepted", "Clients that have connected", ServerCounters::accepted).register(registry);
    gauge("anonymous", "Clients that have not authenticated themselves", Server::anonymousCount)
        .register(registry);
    gauge("anonymous.max", "Such clients that may be; 0: any", s -> s.limits().maxAnonymous())
        .register(registry);
    acceptPauses("max", ServerCounters::acceptPauses).register(registry);
    acceptPauses("max-anonymous", ServerCounters::anonymousPauses).register(registry);
    counter(
            "accept.failures",
            "Times that accepting has failed, as it does without free descriptors",
            ServerCounters::acceptFailures)
        .register(registry);
    for (CloseReason reason : CloseReason.values()) {
      counter("closed", "Connections that have ended", c -> c.closed(reason))
          .tag("reason", lower(reason))
          .register(registry);
    }
  }

  /** What a client can prove over such a socket. */
  private static Set<ClientIdentity.Kind> possible(Transport transport) {
    return switch (transport) {
      case UNIX -> EnumSet.complementOf(EnumSet.of(ClientIdentity.Kind.TLS));
      case TCP -> EnumSet.of(ClientIdentity.Kind.ANONYMOUS, ClientIdentity.Kind.SASL);
      case TLS -> EnumSet.complementOf(EnumSet.of(ClientIdentity.Kind.UNIX));
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private FunctionCounter.Builder<ServerCounters> acceptPauses(
      String limit, ToDoubleFunction<ServerCounters> count) {
    return counter(
            "accept.pauses", "Times that accepting was paused since a limit was reached", count)
        .tag("limit", limit);
  }

  private void calls(MeterRegistry registry) {
    total("calls", "Calls in the request windows, their replies not yet sent", t -> t.underWay())
        .register(registry);
    total("parked", "Calls that wait for room in their client's request window", t -> t.parked())
        .register(registry);
    counter(
            "window.full",
            "Calls that found their client's request window full",
            ServerCounters::windowFull)
        .register(registry);
    counter(
            "unread",
            "Times that a client was not read, since as many of its calls waited as may",
            ServerCounters::unread)
        .register(registry);
    counter(
            "calls.cut",
            "Calls of clients that are gone, whose replies have not left",
            ServerCounters::unanswered)
        .register(registry);
    counter(
            "refused",
            "Calls answered with an error since the workers' queue was full, or the daemon stopped",
            ServerCounters::refused)
        .register(registry);
  }

  private void bytes(MeterRegistry registry) {
    counter("received", "Bytes read from clients", ServerCounters::bytesIn)
        .baseUnit("bytes")
        .register(registry);
    counter("sent", "Bytes written to clients", ServerCounters::bytesOut)
        .baseUnit("bytes")
        .register(registry);
    gauge("unsent", "Bytes that sockets have not taken yet", Server::unsentBytes)
        .baseUnit("bytes")
        .register(registry);
    gauge(
            "unsent.max",
            "Such bytes from which on clients with more than the average are at their limit",
            s -> s.limits().maxOutboundTotal())
        .baseUnit("bytes")
        .register(registry);
  }

  private Gauge.Builder<Server> gauge(
      String name, String description, ToDoubleFunction<Server> value) {
    return Gauge.builder(PREFIX + name, server, value)
        .description(description)
        .tag("server", server.name());
  }

  private Gauge.Builder<Snapshot<ClientTotals>> total(
      String name, String description, ToDoubleFunction<ClientTotals> value) {
    return Gauge.builder(PREFIX + name, totals, snapshot -> value.applyAsDouble(snapshot.get()))
        .description(description)
        .tag("server", server.name());
  }

  private FunctionCounter.Builder<ServerCounters> counter(
      String name, String description, ToDoubleFunction<ServerCounters> count) {
    return FunctionCounter.builder(PREFIX + name, server.counters(), count)
        .description(description)
        .tag("server", server.name());
  }
}
