package org.jvirtd.driver.test;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.driver.domain.ParseOptions;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.event.DomainLifecycleEvent;

/**
 * All that a test hypervisor consists of: an imaginary host and its domains. Every open connection
 * to the same world sees and changes the same state, and hears of every change.
 *
 * <p>Safe for any number of threads; {@link DomainTable} tells which lock guards what.
 */
final class World {
  private final NodeFacts node;
  private final DomainTable domains = new DomainTable();
  private final PoolTable pools;
  private final EventHub events = new EventHub();
  private final NetworkTable networks = new NetworkTable(events);
  private final InterfaceTable interfaces = new InterfaceTable();
  private final DeviceTable devices = new DeviceTable(events);
  private final AtomicInteger nextDomainId = new AtomicInteger(1);
  private final InstantSource time;
  private final HostName hostName;

  /**
   * @param time what stands for the wall clock, which is all that the fake statistics come from
   * @param volumes what the contents of the volumes may take
   */
  World(NodeFacts node, InstantSource time, HostName hostName, VolumeBudget volumes) {
    this.node = node;
    this.pools = new PoolTable(volumes);
    this.time = time;
    this.hostName = hostName;
  }

  /** A world with what {@code test:///default} begins with. */
  static World withDefaultDomain(
      NodeFacts node, InstantSource time, HostName hostName, VolumeBudget volumes) {
    World world = new World(node, time, hostName, volumes);
    world.domains.admit(
        DefaultDomain.definition(),
        (domain, fresh) -> {
          domain.becomePersistent();
          world.start(domain, RunState.RUNNING_UNKNOWN);
          return domain.handle();
        });
    DefaultHost.furnish(world);
    return world;
  }

  /**
   * Reads a definition as libvirt's test driver would.
   *
   * @throws org.jvirtd.rpc.RpcException with libvirt's error if it is none
   */
  DomainDefinition parse(String xml) {
    return parse(xml, false);
  }

  /** The same; where it is strict, what no schema knows is an error too. */
  DomainDefinition parse(String xml, boolean strict) {
    return DomainXml.parse(xml, parsing().withStrict(strict));
  }

  /** How definitions are read. */
  ParseOptions parsing() {
    return ParseOptions.testDriver();
  }

  NodeFacts node() {
    return node;
  }

  DomainTable domains() {
    return domains;
  }

  PoolTable pools() {
    return pools;
  }

  NetworkTable networks() {
    return networks;
  }

  InterfaceTable interfaces() {
    return interfaces;
  }

  DeviceTable devices() {
    return devices;
  }

  EventHub events() {
    return events;
  }

  HostName hostName() {
    return hostName;
  }

  /** Does something with the domain that a client names, holding its lock. */
  <R> R with(Domain handle, Function<TestDomain, R> action) {
    return domains.with(handle, action);
  }

  /** Does something to the domain that a client names, holding its lock. */
  void change(Domain handle, Consumer<TestDomain> action) {
    domains.change(handle, action);
  }

  /** Ends the world: nobody can see it any more. */
  void discard() {
    pools.clear();
  }

  /** Starts a domain whose lock the caller holds; its number is the next one, never used before. */
  void start(TestDomain domain, RunState running) {
    domain.start(
        running,
        nextDomainId.getAndIncrement(),
        definition -> DomainXml.persistentCopy(definition, parsing()));
  }

  /** Seconds since 1970. */
  long nowSeconds() {
    return time.instant().getEpochSecond();
  }

  /** Microseconds since 1970. */
  long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.instant());
  }

  /**
   * Starts a domain with a definition that holds for this run only, making the domain if need be.
   *
   * @throws org.jvirtd.protocol.LibvirtException OPERATION_INVALID if it is active already
   */
  Domain startOnce(DomainDefinition definition, RunState running, LifecycleChange change) {
    return domains.admit(
        definition,
        (domain, fresh) -> {
          if (!fresh) {
            domain.replaceForOneRun(definition);
          }
          start(domain, running);
          announce(domain, change);
          return domain.handle();
        });
  }

  /** Stops a domain whose lock the caller holds; a transient one is no more. */
  void stop(TestDomain domain, RunState shutoff, LifecycleChange change) {
    domain.stop(shutoff);
    if (!domain.isPersistent()) {
      domains.remove(domain);
    }
    announce(domain, change);
  }

  /** Tells all connections of a change; the caller holds the domain's lock. */
  void announce(TestDomain domain, LifecycleChange change) {
    announce(domain.handle(), change);
  }

  /** Tells all connections of a change of what was so named. */
  void announce(Domain handle, LifecycleChange change) {
    events.emit(new DomainLifecycleEvent(handle, change.event(), change.detail()));
  }
}
