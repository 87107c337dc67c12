package org.jvirtd.benchmark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.BlockingClient;
import org.jvirtd.benchmark.load.CallLoad;
import org.jvirtd.benchmark.load.Crowd;
import org.jvirtd.benchmark.load.EventLoad;
import org.jvirtd.benchmark.load.Frames;
import org.jvirtd.benchmark.load.Load;
import org.jvirtd.benchmark.load.SessionLoad;
import org.jvirtd.benchmark.load.Transport;
import org.jvirtd.benchmark.server.Daemon;
import org.jvirtd.benchmark.server.Usage;

/** A daemon and what stands around it during a row: its domains, and its idle connections. */
final class Stage implements AutoCloseable {
  /** What a daemon occupies. */
  record Memory(OptionalLong heapBytes, long residentBytes) {
    /** What one of {@code count} things occupies that have come since. */
    Memory perOne(Memory before, int count) {
      OptionalLong heap =
          heapBytes.isPresent() && before.heapBytes.isPresent()
              ? OptionalLong.of((heapBytes.getAsLong() - before.heapBytes.getAsLong()) / count)
              : OptionalLong.empty();
      return new Memory(heap, (residentBytes - before.residentBytes) / count);
    }
  }

  private final Daemon daemon;

  /** It stays, because libvirtd forgets its test world with the last connection. */
  private final BlockingClient keeper;

  private final byte[] domain;

  /** Domains that were defined here, as calls name them; the test world has one of its own. */
  private final Deque<byte[]> defined = new ArrayDeque<>();

  private @Nullable Crowd crowd;
  private Transport crowdComesBy = Transport.TCP;

  Stage(Daemon daemon) throws IOException {
    this.daemon = daemon;
    keeper = BlockingClient.open(daemon.address(Transport.TCP));
    domain = keeper.domain("test");
  }

  Daemon daemon() {
    return daemon;
  }

  String name() {
    return daemon.name();
  }

  /** Brings about what the work needs, and opens its connections. */
  Load prepare(Scenario.Work work, Transport transport) throws IOException {
    Address address = daemon.address(transport);
    return switch (work) {
      case Scenario.Calls calls -> {
        define(calls.domains() - 1);
        gather(calls.idle(), transport);
        List<byte[]> domains = new ArrayList<>(List.of(domain));
        domains.addAll(defined);
        yield CallLoad.open(
            address, calls.connections(), calls.depth(), calls.call().frames(domains));
      }
      case Scenario.Sessions sessions -> {
        gather(0, transport);
        yield SessionLoad.open(address, sessions.slots());
      }
      case Scenario.Events events -> {
        define(0);
        gather(0, transport);
        yield events.oneStuck()
            ? EventLoad.openWithOneStuck(address, events.subscribers())
            : EventLoad.open(address, events.subscribers());
      }
    };
  }

  Memory memory() throws IOException {
    return new Memory(daemon.liveHeapBytes(), Usage.residentBytes(daemon.pid()));
  }

  private void define(int wanted) throws IOException {
    while (defined.size() < wanted) {
      String xml = definition(defined.size());
      defined.push(
          keeper.call(Frames.DOMAIN_DEFINE_XML, out -> out.writeString(xml, xml.length())));
    }
    while (defined.size() > wanted) {
      byte[] last = defined.pop();
      keeper.call(Frames.DOMAIN_UNDEFINE, out -> out.writeFixedOpaque(last, last.length));
    }
  }

  private static String definition(int number) {
    return "<domain type='test'><name>benchmark-"
        + number
        + "</name><memory>8192</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>";
  }

  private void gather(int wanted, Transport transport) throws IOException {
    if (crowd != null && (crowd.size() > wanted || crowdComesBy != transport)) {
      crowd.close();
      crowd = null;
    }
    if (wanted > 0) {
      if (crowd == null) {
        crowd = Crowd.of(daemon.address(transport));
        crowdComesBy = transport;
      }
      crowd.growTo(wanted);
    }
  }

  @Override
  public void close() throws IOException {
    if (crowd != null) {
      crowd.close();
    }
    keeper.close();
    daemon.close();
  }
}
