package org.jvirtd.daemon.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.admin.AdminParameters.Transport;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.protocol.admin.Client;
import org.jvirtd.protocol.admin.ClientList;
import org.jvirtd.protocol.admin.LoggingFilters;
import org.jvirtd.protocol.admin.LoggingOutputs;
import org.jvirtd.protocol.admin.Server;
import org.jvirtd.protocol.admin.ServerList;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.ConnectionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ADMIN program's procedures, with the errors that libvirtd 9.0.0 has for each. One object
 * serves all clients: what it shows and changes is the daemon's.
 */
final class AdminCalls implements AdminProgram {
  private static final Logger LOG = LoggerFactory.getLogger(AdminCalls.class);

  /** The version whose behaviour this is. */
  private static final long LIBVIRT_VERSION = 9_000_000;

  private final DaemonControl daemon;
  private final LogSettings logging;

  AdminCalls(DaemonControl daemon, LogSettings logging) {
    this.daemon = daemon;
    this.logging = logging;
  }

  // ---- The connection ----

  @Override
  public void connectOpen(int flags) {
    checkFlags(flags, "adminDispatchConnectOpen");
  }

  /** Nothing to be done: the reply closes the connection. */
  @Override
  public void connectClose() {}

  @Override
  public long connectGetLibVersion() {
    return LIBVIRT_VERSION;
  }

  // ---- Servers ----

  @Override
  public ServerList connectListServers(int needResults, int flags) {
    checkFlags(flags, "adminConnectListServers");
    List<Server> names =
        daemon.servers().stream().map(server -> new Server(server.name())).toList();
    return ServerList.of(names, needResults);
  }

  /** libvirtd takes any flags here. */
  @Override
  public Server connectLookupServer(String name, int flags) {
    return new Server(server(name).name());
  }

  private ManagedServer server(String name) {
    return find(name, "No server named '%s'");
  }

  /** Some procedures have a text of their own for the same fault. */
  private ManagedServer matchingServer(String name) {
    return find(name, "no server with matching name '%s' found");
  }

  private ManagedServer find(String name, String error) {
    return daemon.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> LibvirtException.of(ErrorCode.NO_SERVER, ErrorDomain.RPC, error.formatted(name)));
  }

  @Override
  public List<TypedParameter> serverGetThreadpoolParameters(Server server, int flags) {
    ManagedServer found = server(server.name());
    checkFlags(flags, "adminServerGetThreadPoolParameters");
    return ServerParameters.ofWorkers(found.workers().stats());
  }

  @Override
  public void serverSetThreadpoolParameters(Server server, List<TypedParameter> params, int flags) {
    ManagedServer found = matchingServer(server.name());
    checkFlags(flags, "adminServerSetThreadPoolParameters");
    ServerParameters.setWorkers(found.workers(), params);
    LOG.info("{}: workers are now {}", found.name(), found.workers().stats().limits());
  }

  @Override
  public List<TypedParameter> serverGetClientLimits(Server server, int flags) {
    ManagedServer found = server(server.name());
    checkFlags(flags, "adminServerGetClientLimits");
    return ServerParameters.ofClients(found.server());
  }

  @Override
  public void serverSetClientLimits(Server server, List<TypedParameter> params, int flags) {
    ManagedServer found = matchingServer(server.name());
    checkFlags(flags, "adminServerSetClientLimits");
    ServerParameters.setClients(found.server(), params);
    LOG.info("{}: client limits are now {}", found.name(), found.server().limits());
  }

  @Override
  public void serverUpdateTlsFiles(Server server, int flags) {
    ManagedServer found = server(server.name());
    checkFlags(flags, "adminServerUpdateTlsFiles");
    ManagedServer.TlsReload tls = found.tls();
    if (tls == null) {
      throw LibvirtException.internal(
          ErrorDomain.RPC, "no tls service found, unable to update tls files");
    }
    tls.reload();
  }

  // ---- Clients ----

  @Override
  public ClientList serverListClients(Server server, int needResults, int flags) {
    ManagedServer found = server(server.name());
    checkFlags(flags, "adminServerListClients");
    List<Client> clients =
        found.server().connections().stream()
            .sorted(Comparator.comparingLong(Connection::id))
            .map(connection -> client(found, connection.info()))
            .toList();
    return ClientList.of(clients, needResults);
  }

  @Override
  public Client serverLookupClient(Server server, long id, int flags) {
    ManagedServer found = server(server.name());
    checkFlags(flags, "adminServerLookupClient");
    return client(found, connection(found, id, "No client with matching ID '%s'").info());
  }

  @Override
  public List<TypedParameter> clientGetInfo(Client client, int flags) {
    ManagedServer found = matchingServer(client.server().name());
    Connection connection = connection(found, client.id(), "no client with matching id '%s' found");
    checkFlags(flags, "adminClientGetInfo");
    return ClientDetails.of(connection.info());
  }

  @Override
  public void clientClose(Client client, int flags) {
    ManagedServer found = server(client.server().name());
    Connection connection = connection(found, client.id(), "No client with matching ID '%s'");
    checkFlags(flags, "adminClientClose");
    found.server().disconnect(connection.id());
  }

  private static Connection connection(ManagedServer server, long id, String error) {
    Connection connection = server.server().connection(id);
    if (connection == null) {
      throw LibvirtException.of(
          ErrorCode.NO_CLIENT, ErrorDomain.RPC, error.formatted(Long.toUnsignedString(id)));
    }
    return connection;
  }

  private static Client client(ManagedServer server, ConnectionInfo info) {
    int transport =
        switch (info.peer().transport()) {
          case UNIX -> Transport.UNIX;
          case TCP -> Transport.TCP;
          case TLS -> Transport.TLS;
        };
    return new Client(
        new Server(server.name()), info.id(), info.since().getEpochSecond(), transport);
  }

  // ---- The daemon's log and its end ----

  @Override
  public LoggingOutputs connectGetLoggingOutputs(int flags) {
    checkFlags(flags, "adminConnectGetLoggingOutputs");
    LogSettings.Listed outputs = logging.outputs();
    return new LoggingOutputs(outputs.text(), outputs.count());
  }

  @Override
  public LoggingFilters connectGetLoggingFilters(int flags) {
    checkFlags(flags, "adminConnectGetLoggingFilters");
    LogSettings.Listed filters = logging.filters();
    return new LoggingFilters(filters.count() == 0 ? null : filters.text(), filters.count());
  }

  @Override
  public void connectSetLoggingOutputs(@Nullable String outputs, int flags) {
    checkFlags(flags, "adminConnectSetLoggingOutputs");
    logging.setOutputs(outputs);
    LOG.info("Log outputs are now: {}", logging.outputs().text());
  }

  @Override
  public void connectSetLoggingFilters(@Nullable String filters, int flags) {
    checkFlags(flags, "adminConnectSetLoggingFilters");
    logging.setFilters(filters);
    LOG.info("Log filters are now: {}", Objects.requireNonNullElse(filters, ""));
  }

  @Override
  public void connectSetDaemonTimeout(int timeout, int flags) {
    checkFlags(flags, "adminConnectSetDaemonTimeout");
    long seconds = Integer.toUnsignedLong(timeout);
    daemon.setIdleTimeout(seconds);
    LOG.info("The daemon ends after {} s without clients (0: never)", seconds);
  }

  private static void checkFlags(int flags, String function) {
    if (flags != 0) {
      throw LibvirtException.invalidArgument(
          ErrorDomain.ADMIN,
          function,
          "flags",
          "unsupported flags (0x%x) in function %s".formatted(flags, function));
    }
  }
}
