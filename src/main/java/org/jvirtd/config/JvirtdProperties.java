package org.jvirtd.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.daemon.AdminSettings;
import org.jvirtd.daemon.DaemonSettings;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.daemon.UnixSettings;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.driver.test.TestDriverSettings;
import org.jvirtd.observe.http.Reading;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.AccessLevel;
import org.jvirtd.rpc.AccessRule;
import org.jvirtd.rpc.AccessSettings;
import org.jvirtd.rpc.Authentication;
import org.jvirtd.rpc.CallLimits;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.StreamLimits;
import org.jvirtd.rpc.tls.ClientCertificates;
import org.jvirtd.worker.WorkerLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The daemon's configuration: libvirt's names in YAML, under {@code jvirtd}.
 *
 * @param listen where clients connect to
 * @param sasl who may log in
 * @param workers how many workers there are
 * @param clients what clients may take
 * @param calls how long calls may take
 * @param access who may what
 * @param keepalive when silent clients are asked whether they live
 * @param admin the admin server, which virt-admin talks to
 * @param log what is logged and where to, in libvirt's words
 * @param eventLoop the event loop
 * @param http who may do what over HTTP
 * @param tracing where traces of calls go
 * @param drivers the hypervisor drivers
 * @param defaultUri what a client opens that names no hypervisor
 * @param idleTimeout the daemon ends by itself after so long without a client; 0 for never
 */
@ConfigurationProperties("jvirtd")
public record JvirtdProperties(
    @DefaultValue Listen listen,
    @DefaultValue Sasl sasl,
    @DefaultValue Workers workers,
    @DefaultValue Clients clients,
    @DefaultValue Calls calls,
    @DefaultValue Access access,
    @DefaultValue Keepalive keepalive,
    @DefaultValue Admin admin,
    @DefaultValue Log log,
    @DefaultValue EventLoop eventLoop,
    @DefaultValue Http http,
    @DefaultValue Tracing tracing,
    @DefaultValue DriverSettings drivers,
    @DefaultValue("test:///default") String defaultUri,
    @DefaultValue("0s") Duration idleTimeout) {

  /**
   * Where clients connect to.
   *
   * @param tcp the TCP socket
   * @param tls the TLS socket
   * @param unix the UNIX sockets
   */
  public record Listen(@DefaultValue Tcp tcp, @DefaultValue Tls tls, @DefaultValue Unix unix) {}

  /**
   * The TCP socket.
   *
   * @param enabled whether there is one
   * @param address the address it is bound to
   * @param port its port; 0 takes any that is free
   * @param auth what its clients have to do before they may call: none, or sasl
   * @param insecure whether it may be open to others and ask for nothing
   */
  public record Tcp(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("127.0.0.1") String address,
      @DefaultValue("16509") int port,
      @DefaultValue("none") Authentication auth,
      @DefaultValue("false") boolean insecure) {}

  /**
   * The TLS socket.
   *
   * @param enabled whether there is one
   * @param address the address it is bound to
   * @param port its port; 0 takes any that is free
   * @param bundle the SSL bundle, below spring.ssl.bundle, with its certificate and key, and the
   *     authorities that sign clients' certificates
   * @param auth what its clients have to do beside the handshake: none, or sasl
   * @param clientCertificates whether clients have to show a certificate: required, optional, none
   * @param allowedDns patterns of the distinguished names that are let in; empty for all that the
   *     authorities have signed
   * @param crl the file of the certificates that the authorities have revoked; none when nothing is
   *     named
   * @param insecure whether it may be open to others and ask for nothing
   * @param handshakeTimeout how long a handshake may take
   * @param maxHandshakes handshakes at a time; at the limit newcomers wait
   * @param handshakeThreads threads that sign and verify
   */
  public record Tls(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("127.0.0.1") String address,
      @DefaultValue("16514") int port,
      @DefaultValue("rpc") String bundle,
      @DefaultValue("none") Authentication auth,
      @DefaultValue("required") ClientCertificates clientCertificates,
      @DefaultValue List<String> allowedDns,
      @Nullable Path crl,
      @DefaultValue("false") boolean insecure,
      @DefaultValue("10s") Duration handshakeTimeout,
      @DefaultValue("64") int maxHandshakes,
      @DefaultValue("2") int handshakeThreads) {}

  /**
   * The UNIX sockets, libvirt-sock, libvirt-sock-ro and libvirt-admin-sock.
   *
   * @param enabled whether there are any
   * @param directory the folder they lie in; a private one of the user's when nothing is named
   * @param auth what their clients have to do before they may call: none, or sasl
   * @param group the group that gets libvirt-sock and libvirt-sock-ro; the daemon's own when
   *     nothing is named
   * @param rwPerms the mode of libvirt-sock, in octal digits and quotes
   * @param roPerms the mode of libvirt-sock-ro
   * @param adminPerms the mode of libvirt-admin-sock
   */
  public record Unix(
      @DefaultValue("true") boolean enabled,
      @Nullable Path directory,
      @Nullable String group,
      @DefaultValue("0700") String rwPerms,
      @DefaultValue("0777") String roPerms,
      @DefaultValue("0700") String adminPerms,
      @DefaultValue("none") Authentication auth) {}

  /**
   * Who may log in.
   *
   * @param users the file of users; it has to be named when a listener asks for a login
   * @param failureDelay how late a connection's first failed login is answered
   */
  public record Sasl(@Nullable Path users, @DefaultValue("1s") Duration failureDelay) {}

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
   * @param maxOutboundTotal bytes that may wait for all clients together
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
      @DefaultValue("0") int maxWorkers,
      @DefaultValue("134217728") long maxOutboundTotal) {}

  /**
   * How long calls may take.
   *
   * @param slow a call that is on its worker longer is logged once, with the worker's stack; 0 for
   *     never
   * @param deadline a call is answered with a timeout this long after it was read; 0 for never
   * @param deadlines the same by the names of procedures, which go before deadline
   * @param maxAbandoned workers at a time that are replaced while calls that have timed out hold
   *     them
   */
  public record Calls(
      @DefaultValue("10s") Duration slow,
      @DefaultValue("0s") Duration deadline,
      @Nullable Map<String, Duration> deadlines,
      @DefaultValue("20") int maxAbandoned) {}

  /**
   * Who may what.
   *
   * @param defaultLevel of clients that no rule names: read-write, read-only or none
   * @param rules the first that names a client counts
   */
  public record Access(
      @DefaultValue("read-write") AccessLevel defaultLevel, @Nullable List<Rule> rules) {}

  /**
   * What some clients may.
   *
   * @param who names them: sasl:NAME, tls:SUBJECT, unix:USER, uid:NUMBER, anonymous
   * @param level read-write, read-only or none
   * @param procedures those that they may call; all if none is named
   */
  public record Rule(
      @DefaultValue List<String> who,
      @DefaultValue("read-write") AccessLevel level,
      @DefaultValue List<String> procedures) {}

  /**
   * When silent clients are asked whether they live.
   *
   * @param interval of silence before a ping, and between pings; 0 for never
   * @param count pings that may stay unanswered
   */
  public record Keepalive(@DefaultValue("5s") Duration interval, @DefaultValue("5") int count) {}

  /**
   * The admin server. It has workers and limits of its own, so that it answers when the main server
   * is busy.
   *
   * @param enabled whether there is a socket for virt-admin
   * @param workers how many workers it has
   * @param clients what its clients may take
   * @param keepalive when its silent clients are asked whether they live
   */
  public record Admin(
      @DefaultValue("true") boolean enabled,
      @DefaultValue AdminWorkers workers,
      @DefaultValue AdminClients clients,
      @DefaultValue Keepalive keepalive) {}

  /**
   * How many workers the admin server has.
   *
   * @param min workers that are always there
   * @param max workers that there may be
   */
  public record AdminWorkers(@DefaultValue("5") int min, @DefaultValue("20") int max) {}

  /**
   * What the admin server's clients may take.
   *
   * @param max connections at a time; at the limit newcomers wait
   * @param maxQueued connections that the kernel holds while none are accepted
   * @param maxRequests calls of one client that are under way at a time: its request window
   */
  public record AdminClients(
      @DefaultValue("5000") int max,
      @DefaultValue("20") int maxQueued,
      @DefaultValue("5") int maxRequests) {}

  /**
   * What is logged and where to, in libvirt's words; virt-admin changes it while the daemon runs.
   *
   * @param filters as log_filters of libvirtd: "1:rpc 3:daemon"; nothing for the levels that
   *     logging.level sets
   * @param outputs as log_outputs of libvirtd: "3:stderr 1:file:/path"; nothing for the console
   */
  public record Log(@DefaultValue("") String filters, @DefaultValue("") String outputs) {

    /**
     * @throws InvalidPropertyException if one is wrong
     */
    LogSettings toSettings() {
      LogSettings settings = new LogSettings();
      try {
        settings.setFilters(filters);
        settings.setOutputs(outputs);
      } catch (LibvirtException e) {
        settings.close();
        throw new InvalidPropertyException(
            "jvirtd.log", new IllegalArgumentException(e.getMessage(), e));
      }
      return settings;
    }
  }

  /**
   * The event loop.
   *
   * @param slowCallback a callback that holds the loop longer than this counts as slow
   * @param stuckCallback a callback that holds the loop longer than this makes the daemon unhealthy
   */
  public record EventLoop(
      @DefaultValue("10ms") Duration slowCallback, @DefaultValue("10s") Duration stuckCallback) {}

  /**
   * Who may do what over HTTP. Health, the version and the meters are open to everybody.
   *
   * @param reading who may read the rest: loopback (everybody while HTTP listens on loopback only,
   *     otherwise users), login (users), or open (everybody)
   * @param users the file of users; without one nobody can log in
   * @param operators those of them who may also change something
   * @param allowedHosts names beside localhost by which a browser may call the daemon while
   *     everybody may read
   * @param failureDelay how long an address is refused after its first failed login; doubled with
   *     each
   * @param maxLogins passwords that are checked at a time
   */
  public record Http(
      @DefaultValue("loopback") Reading reading,
      @Nullable Path users,
      @DefaultValue List<String> operators,
      @DefaultValue List<String> allowedHosts,
      @DefaultValue("1s") Duration failureDelay,
      @DefaultValue("2") int maxLogins) {}

  /**
   * Where traces of calls go.
   *
   * @param endpoint the collector's, for OTLP over HTTP; without one there are no traces
   * @param headers what is sent with each export
   * @param sampling the share of calls that are traced, 0 to 1
   * @param timeout how long an export may take
   * @param maxQueued spans that may wait to be exported; further ones are dropped
   */
  public record Tracing(
      @Nullable URI endpoint,
      @Nullable Map<String, String> headers,
      @DefaultValue("1.0") double sampling,
      @DefaultValue("10s") Duration timeout,
      @DefaultValue("8192") int maxQueued) {

    /** Without the headers: they may hold a secret. */
    @Override
    public String toString() {
      return "Tracing[endpoint=%s, sampling=%s]".formatted(endpoint, sampling);
    }
  }

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
   * @param maxVolumeBytes the memory that the contents of all volumes may take together, in bytes
   * @param files the folders in which files may lie that describe worlds
   *     (test:///path/of/file.xml); without any there are no such worlds
   * @param maxFileBytes the most bytes that such a file may have, with those that it names
   */
  public record Test(
      @DefaultValue("daemon") TestDriverSettings.Lifetime lifetime,
      @DefaultValue("67108864") long maxVolumeBytes,
      @Nullable List<Path> files,
      @DefaultValue("1048576") int maxFileBytes) {

    TestDriverSettings toSettings() {
      List<Path> folders = files == null ? List.of() : files;
      return checked(
          "jvirtd.drivers.test",
          () -> new TestDriverSettings(lifetime, maxVolumeBytes, folders, maxFileBytes));
    }
  }

  /**
   * The settings that the daemon is made with.
   *
   * @param drain how long stopping waits for calls under way
   * @throws InvalidPropertyException if one is out of its range
   */
  DaemonSettings toSettings(Duration drain, SecuritySettings security) {
    return new DaemonSettings(
        checked("jvirtd.listen.tcp", this::tcpAddress),
        checked("jvirtd.listen.unix", this::unixSettings),
        checked(
            "jvirtd.workers", () -> new WorkerLimits(workers.min, workers.max, workers.priority)),
        checked("jvirtd.workers", this::maxQueuedJobs),
        checked("jvirtd.clients", this::clientLimits),
        checked("jvirtd.clients", this::streamLimits),
        checked("jvirtd.calls", this::callLimits),
        accessSettings(),
        checked(
            "jvirtd.keepalive", () -> new KeepaliveSettings(keepalive.interval, keepalive.count)),
        checked("jvirtd.admin", this::adminSettings),
        drain,
        checked("jvirtd.event-loop", this::slowCallback),
        security);
  }

  private int maxQueuedJobs() {
    if (workers.maxQueued < 1) {
      throw new IllegalArgumentException("max-queued must be at least 1, not " + workers.maxQueued);
    }
    return workers.maxQueued;
  }

  private Duration slowCallback() {
    if (!eventLoop.slowCallback.isPositive() || !eventLoop.stuckCallback.isPositive()) {
      throw new IllegalArgumentException(
          "slow-callback and stuck-callback must be more than 0, not %s and %s"
              .formatted(eventLoop.slowCallback, eventLoop.stuckCallback));
    }
    return eventLoop.slowCallback;
  }

  static <T extends @Nullable Object> T checked(String group, Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidPropertyException(group, e);
    }
  }

  InetSocketAddress tcpAddress() {
    return checked("jvirtd.listen.tcp", () -> resolved(listen.tcp.address, listen.tcp.port));
  }

  static InetSocketAddress resolved(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("there is no address " + host);
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
        clients.maxWorkers,
        clients.maxOutboundTotal);
  }

  private StreamLimits streamLimits() {
    return new StreamLimits(clients.maxStreams, clients.maxStreamBytes, clients.maxStreamPackets);
  }

  /** What has no property of its own is as for the clients of the main server. */
  private AdminSettings adminSettings() {
    return new AdminSettings(
        new WorkerLimits(admin.workers.min, admin.workers.max, 0),
        new ClientLimits(
            admin.clients.max,
            0,
            admin.clients.maxQueued,
            admin.clients.maxRequests,
            clients.priorityReserve,
            clients.maxParked,
            clients.maxParkedBytes,
            clients.maxOutboundBytes),
        new KeepaliveSettings(admin.keepalive.interval, admin.keepalive.count),
        idleTimeout.toSeconds());
  }

  private AccessSettings accessSettings() {
    List<AccessRule> rules = new ArrayList<>();
    for (Rule rule : access.rules == null ? List.<Rule>of() : access.rules) {
      rules.add(
          checked(
              "jvirtd.access.rules[" + rules.size() + "]",
              () -> new AccessRule(rule.who, rule.level, rule.procedures)));
    }
    return new AccessSettings(access.defaultLevel, rules);
  }

  private CallLimits callLimits() {
    return new CallLimits(
        calls.slow,
        calls.deadline,
        calls.deadlines == null ? Map.of() : calls.deadlines,
        calls.maxAbandoned);
  }

  private @Nullable UnixSettings unixSettings() {
    if (!listen.unix.enabled) {
      return null;
    }
    Unix unix = listen.unix;
    return new UnixSettings(
        unix.directory == null ? RuntimeFolder.path() : unix.directory,
        unix.group,
        UnixSettings.Mode.parse(unix.rwPerms),
        UnixSettings.Mode.parse(unix.roPerms),
        admin.enabled ? UnixSettings.Mode.parse(unix.adminPerms) : null);
  }
}
