package org.jvirtd.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.daemon.DaemonSettings;
import org.jvirtd.driver.test.TestDriverSettings;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.StreamLimits;
import org.jvirtd.worker.WorkerLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The daemon's configuration: libvirt's names in YAML, under {@code jvirtd}.
 *
 * @param listen where clients connect to
 * @param workers how many workers there are
 * @param clients what clients may take
 * @param keepalive when silent clients are asked whether they live
 * @param eventLoop the event loop
 * @param drivers the hypervisor drivers
 * @param defaultUri what a client opens that names no hypervisor
 */
@ConfigurationProperties("jvirtd")
public record JvirtdProperties(
    @DefaultValue Listen listen,
    @DefaultValue Workers workers,
    @DefaultValue Clients clients,
    @DefaultValue Keepalive keepalive,
    @DefaultValue EventLoop eventLoop,
    @DefaultValue DriverSettings drivers,
    @DefaultValue("test:///default") String defaultUri) {

  /**
   * Where clients connect to.
   *
   * @param tcp the TCP socket
   * @param unix the UNIX sockets
   */
  public record Listen(@DefaultValue Tcp tcp, @DefaultValue Unix unix) {}

  /**
   * The TCP socket. It asks for no authentication.
   *
   * @param enabled whether there is one
   * @param address the address it is bound to
   * @param port its port; 0 takes any that is free
   */
  public record Tcp(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("127.0.0.1") String address,
      @DefaultValue("16509") int port) {}

  /**
   * The UNIX sockets, libvirt-sock and libvirt-sock-ro.
   *
   * @param enabled whether there are any
   * @param directory the folder they lie in; a private one of the user's when nothing is named
   */
  public record Unix(@DefaultValue("true") boolean enabled, @Nullable Path directory) {}

  /**
   * How many workers there are.
   *
   * @param min workers that are always there
   * @param max workers that there may be
   * @param priority workers that are reserved for high-priority calls
   * @param maxQueued calls that may wait for a worker, of all clients together
   */
  public record Workers(
      @DefaultValue("5") int min,
      @DefaultValue("20") int max,
      @DefaultValue("5") int priority,
      @DefaultValue("100000") int maxQueued) {}

  /**
   * What clients may take.
   *
   * @param max connections at a time; at the limit newcomers wait
   * @param maxAnonymous connections at a time that have not authenticated themselves
   * @param maxQueued connections that the kernel holds while none are accepted
   * @param maxRequests calls of one client that are under way at a time: its request window
   * @param priorityReserve high-priority calls of one client that are taken beyond a full window
   * @param maxParked ordinary calls of one client that are held back at a full window
   * @param maxParkedBytes bytes of such calls
   * @param maxOutboundBytes bytes that may wait for one client before it loses its connection
   * @param maxStreams streams of one client that are open at a time
   * @param maxStreamBytes bytes of one stream that a client has written and that are not taken yet
   * @param maxStreamPackets packets of the same
   * @param maxWorkers workers that one client's calls may hold at a time; 0: only so many that as
   *     many are left for others
   */
  public record Clients(
      @DefaultValue("5000") int max,
      @DefaultValue("20") int maxAnonymous,
      @DefaultValue("1000") int maxQueued,
      @DefaultValue("5") int maxRequests,
      @DefaultValue("4") int priorityReserve,
      @DefaultValue("32") int maxParked,
      @DefaultValue("1048576") int maxParkedBytes,
      @DefaultValue("8388608") int maxOutboundBytes,
      @DefaultValue("20") int maxStreams,
      @DefaultValue("1048576") int maxStreamBytes,
      @DefaultValue("64") int maxStreamPackets,
      @DefaultValue("0") int maxWorkers) {}

  /**
   * When silent clients are asked whether they live.
   *
   * @param interval of silence before a ping, and between pings; 0 for never
   * @param count pings that may stay unanswered
   */
  public record Keepalive(@DefaultValue("5s") Duration interval, @DefaultValue("5") int count) {}

  /**
   * The event loop.
   *
   * @param slowCallback a callback that holds the loop longer than this counts as slow
   * @param stuckCallback a callback that holds the loop longer than this makes the daemon unhealthy
   */
  public record EventLoop(
      @DefaultValue("10ms") Duration slowCallback, @DefaultValue("10s") Duration stuckCallback) {}

  /**
   * The hypervisor drivers.
   *
   * @param test the in-memory test hypervisor
   */
  public record DriverSettings(@DefaultValue Test test) {}

  /**
   * The in-memory test hypervisor.
   *
   * @param lifetime how long what is defined in test:///default stays: as long as the daemon, or
   *     until the last connection to it closes, as libvirt has it
   */
  public record Test(@DefaultValue("daemon") TestDriverSettings.Lifetime lifetime) {}

  /**
   * The settings that the daemon is made with.
   *
   * @param drain how long stopping waits for calls under way
   * @throws InvalidPropertyException if one is out of its range
   */
  DaemonSettings toSettings(Duration drain) {
    return new DaemonSettings(
        checked("jvirtd.listen.tcp", this::tcpAddress),
        unixDirectory(),
        checked(
            "jvirtd.workers", () -> new WorkerLimits(workers.min, workers.max, workers.priority)),
        workers.maxQueued,
        checked("jvirtd.clients", this::clientLimits),
        checked("jvirtd.clients", this::streamLimits),
        checked(
            "jvirtd.keepalive", () -> new KeepaliveSettings(keepalive.interval, keepalive.count)),
        drain,
        eventLoop.slowCallback);
  }

  private static <T extends @Nullable Object> T checked(String group, Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidPropertyException(group, e);
    }
  }

  private @Nullable InetSocketAddress tcpAddress() {
    if (!listen.tcp.enabled) {
      return null;
    }
    InetSocketAddress address = new InetSocketAddress(listen.tcp.address, listen.tcp.port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("there is no address " + listen.tcp.address);
    }
    return address;
  }

  private ClientLimits clientLimits() {
    return new ClientLimits(
        clients.max,
        clients.maxAnonymous,
        clients.maxQueued,
        clients.maxRequests,
        clients.priorityReserve,
        clients.maxParked,
        clients.maxParkedBytes,
        clients.maxOutboundBytes,
        clients.maxWorkers);
  }

  private StreamLimits streamLimits() {
    return new StreamLimits(clients.maxStreams, clients.maxStreamBytes, clients.maxStreamPackets);
  }

  private @Nullable Path unixDirectory() {
    if (!listen.unix.enabled) {
      return null;
    }
    return listen.unix.directory == null ? RuntimeFolder.path() : listen.unix.directory;
  }
}
