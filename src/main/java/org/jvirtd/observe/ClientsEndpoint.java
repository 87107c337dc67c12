package org.jvirtd.observe;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.AcceptState;
import org.jvirtd.rpc.CloseReason;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.ConnectionInfo;
import org.jvirtd.rpc.Server;
import org.jvirtd.rpc.ServerCounters;
import org.jvirtd.rpc.UnixAccount;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** {@code /actuator/clients}: who is connected. {@code /actuator/clients/ID} shows one of them. */
@Endpoint(id = "clients")
public final class ClientsEndpoint {

  /**
   * @param total clients that are connected
   * @param max clients that may be
   * @param accepting whether newcomers are taken, and if not, why
   * @param anonymous those of them that have not authenticated themselves, where that is asked
   * @param maxAnonymous such clients that may be; 0: any number
   * @param limitsHit how often limits were hit since the start
   * @param clients those that have been connected longest
   */
  public record Report(
      int total,
      int max,
      AcceptState accepting,
      int anonymous,
      int maxAnonymous,
      LimitsHit limitsHit,
      List<Client> clients) {}

  /**
   * How often limits were hit since the start.
   *
   * @param max pauses of accepting at the limit of clients
   * @param maxAnonymous pauses at the limit of clients that have not authenticated themselves
   * @param acceptFailures failures to accept, as without free descriptors
   * @param maxRequests calls that found their client's request window full
   * @param maxParked times that a client was not read
   * @param maxOutbound clients that were disconnected since they did not read
   * @param refused calls that were refused, as at a full queue of the workers
   */
  public record LimitsHit(
      long max,
      long maxAnonymous,
      long acceptFailures,
      long maxRequests,
      long maxParked,
      long maxOutbound,
      long refused) {

    static LimitsHit of(ServerCounters counters) {
      return new LimitsHit(
          counters.acceptPauses(),
          counters.anonymousPauses(),
          counters.acceptFailures(),
          counters.windowFull(),
          counters.unread(),
          counters.closed(CloseReason.OUTBOUND_FULL),
          counters.refused());
    }
  }

  /**
   * A client.
   *
   * @param id counts from 1 up, in the order of connecting
   * @param transport unix, tcp or tls
   * @param address host;port, or the path of the socket
   * @param user the user's name, of a UNIX socket
   * @param group the group's name, of a UNIX socket
   * @param saslUser the name it has logged in with
   * @param distinguishedName the subject of the certificate it has shown
   * @param authenticated whether it has logged in, or need not
   * @param identity who the client says it acts for, by libvirt's names for it
   * @param readOnly whether it only reads: by its socket, by what is known of it, or by its own
   *     wish
   * @param state open, closing, draining or closed
   * @param windowUsed calls under way
   * @param windowSize ordinary calls that may be
   * @param parked calls that wait for the window
   * @param bytesWaiting bytes that the socket has not taken yet
   * @param keepalive whether it is sent pings when it is silent
   * @param waitedForWindow calls that found the window full
   * @param unread times that it was not read, since as many of its calls waited as may
   * @param heldBack calls that waited since its calls held their share of the workers
   * @param streams streams that are open
   */
  public record Client(
      long id,
      String transport,
      String address,
      @Nullable String user,
      @Nullable String group,
      @Nullable String saslUser,
      @Nullable String distinguishedName,
      boolean authenticated,
      Map<String, String> identity,
      boolean readOnly,
      String state,
      Instant since,
      int windowUsed,
      int windowSize,
      int parked,
      long calls,
      long bytesIn,
      long bytesOut,
      long bytesWaiting,
      boolean keepalive,
      long waitedForWindow,
      long unread,
      long heldBack,
      int streams) {

    static Client of(ConnectionInfo info) {
      UnixAccount account = info.identity().unix();
      return new Client(
          info.id(),
          info.peer().transport().name().toLowerCase(Locale.ROOT),
          info.peer().address(),
          account == null ? null : account.user(),
          account == null ? null : account.group(),
          info.identity().saslUser(),
          info.identity().distinguishedName(),
          info.authenticated(),
          info.forwardedIdentity(),
          info.readOnly(),
          info.state().toLowerCase(Locale.ROOT),
          info.since(),
          info.windowUsed(),
          info.windowSize(),
          info.parked(),
          info.calls(),
          info.bytesIn(),
          info.bytesOut(),
          info.bytesWaiting(),
          info.keepalive(),
          info.waitedForWindow(),
          info.unread(),
          info.heldBack(),
          info.streams());
    }
  }

  private final Server server;

  public ClientsEndpoint(Server server) {
    this.server = server;
  }

  /**
   * @param limit the most clients to list
   */
  @ReadOperation
  public Report clients(@Nullable Integer limit) {
    int most = Limit.of(limit);
    List<Client> clients =
        server.connections().stream()
            .sorted(Comparator.comparingLong(Connection::id))
            .limit(most)
            .map(connection -> Client.of(connection.info()))
            .toList();
    return new Report(
        server.connectionCount(),
        server.limits().max(),
        server.acceptState(),
        server.anonymousCount(),
        server.limits().maxAnonymous(),
        LimitsHit.of(server.counters()),
        clients);
  }

  /**
   * @return null, which becomes 404, if there is none with this number
   */
  @ReadOperation
  public @Nullable Client client(@Selector long id) {
    Connection connection = server.connection(id);
    return connection == null ? null : Client.of(connection.info());
  }
}
