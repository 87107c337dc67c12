package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.jvirtd.rpc.Server;
import org.jvirtd.rpc.ServerCounters;

/** The meters of a server's streams, {@code jvirtd.streams.*}. */
public final class StreamMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.streams.";

  private final Server server;

  public StreamMeters(Server server) {
    this.server = server;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(PREFIX + "open", server, Server::openStreamCount)
        .description("Streams that are open")
        .tag("server", server.name())
        .register(registry);
    counter("opened", "Streams that were opened", ServerCounters::streamsOpened).register(registry);
    counter(
            "refused",
            "Calls refused since their client had too many streams",
            ServerCounters::streamsRefused)
        .register(registry);
    counter(
            "full",
            "Times that a client was not read further since a stream was behind",
            ServerCounters::streamsFull)
        .register(registry);
    counter(
            "dropped",
            "Packets of clients for streams that were not open",
            ServerCounters::streamPacketsDropped)
        .register(registry);
    counter("received", "Bytes that clients have written", ServerCounters::streamBytesIn)
        .baseUnit("bytes")
        .register(registry);
    counter("sent", "Bytes that were read for clients", ServerCounters::streamBytesOut)
        .baseUnit("bytes")
        .register(registry);
  }

  private FunctionCounter.Builder<ServerCounters> counter(
      String name, String description, ToDoubleFunction<ServerCounters> count) {
    return FunctionCounter.builder(PREFIX + name, server.counters(), count)
        .description(description)
        .tag("server", server.name());
  }
}
