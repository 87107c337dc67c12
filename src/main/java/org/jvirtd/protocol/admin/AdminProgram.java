package org.jvirtd.protocol.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.RpcProgram;
import org.jvirtd.xdr.XdrLimit;

/**
 * The ADMIN program: servers, clients, worker pools and logging of a running daemon (semantics
 * section 21).
 */
@RpcProgram(number = 0x06900690)
public interface AdminProgram {
  @Procedure(value = 1, api = "virAdmConnectOpen")
  void connectOpen(int flags);

  @Procedure(value = 2, api = "virAdmConnectClose", closesConnection = true)
  void connectClose();

  @Procedure(value = 3, api = "virAdmConnectGetLibVersion")
  long connectGetLibVersion();

  @Procedure(value = 4, api = "virAdmConnectListServers")
  ServerList connectListServers(int needResults, int flags);

  @Procedure(value = 5, api = "virAdmConnectLookupServer")
  Server connectLookupServer(String name, int flags);

  @Procedure(value = 6, api = "virAdmServerGetThreadPoolParameters")
  @XdrLimit(AdminLimits.SERVER_THREADPOOL_PARAMETERS_MAX)
  List<TypedParameter> serverGetThreadpoolParameters(Server server, int flags);

  @Procedure(value = 7, api = "virAdmServerSetThreadPoolParameters")
  void serverSetThreadpoolParameters(
      Server server,
      @XdrLimit(AdminLimits.SERVER_THREADPOOL_PARAMETERS_MAX) List<TypedParameter> params,
      int flags);

  @Procedure(value = 8, api = "virAdmServerListClients")
  ClientList serverListClients(Server server, int needResults, int flags);

  @Procedure(value = 9, api = "virAdmServerLookupClient")
  Client serverLookupClient(Server server, long id, int flags);

  @Procedure(value = 10, api = "virAdmClientGetInfo")
  @XdrLimit(AdminLimits.CLIENT_INFO_PARAMETERS_MAX)
  List<TypedParameter> clientGetInfo(Client client, int flags);

  @Procedure(value = 11, api = "virAdmClientClose")
  void clientClose(Client client, int flags);

  @Procedure(value = 12, api = "virAdmServerGetClientLimits")
  @XdrLimit(AdminLimits.SERVER_CLIENT_LIMITS_MAX)
  List<TypedParameter> serverGetClientLimits(Server server, int flags);

  @Procedure(value = 13, api = "virAdmServerSetClientLimits")
  void serverSetClientLimits(
      Server server,
      @XdrLimit(AdminLimits.SERVER_CLIENT_LIMITS_MAX) List<TypedParameter> params,
      int flags);

  @Procedure(value = 14, api = "virAdmConnectGetLoggingOutputs")
  LoggingOutputs connectGetLoggingOutputs(int flags);

  @Procedure(value = 15, api = "virAdmConnectGetLoggingFilters")
  LoggingFilters connectGetLoggingFilters(int flags);

  @Procedure(value = 16, api = "virAdmConnectSetLoggingOutputs")
  void connectSetLoggingOutputs(@Nullable String outputs, int flags);

  @Procedure(value = 17, api = "virAdmConnectSetLoggingFilters")
  void connectSetLoggingFilters(@Nullable String filters, int flags);

  @Procedure(value = 18, api = "virAdmServerUpdateTlsFiles")
  void serverUpdateTlsFiles(Server server, int flags);

  @Procedure(value = 19, api = "virAdmConnectSetDaemonTimeout")
  void connectSetDaemonTimeout(int timeout, int flags);
}
