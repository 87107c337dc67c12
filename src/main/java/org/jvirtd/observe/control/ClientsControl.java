package org.jvirtd.observe.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.ClientsEndpoint;
import org.jvirtd.observe.LogText;
import org.jvirtd.protocol.admin.AdminParameters.ClientLimits;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.protocol.admin.Client;
import org.jvirtd.protocol.admin.Server;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@code POST /actuator/clients} changes how many clients there may be; {@code DELETE
 * /actuator/clients/ID} disconnects one.
 */
@EndpointWebExtension(endpoint = ClientsEndpoint.class)
public final class ClientsControl {
  private final AdminProgram daemon;

  public ClientsControl(AdminProgram daemon) {
    this.daemon = daemon;
  }

  /**
   * Changes those limits that are named.
   *
   * @param server libvirtd, or admin; libvirtd if it is not named
   * @param max connections at a time
   * @param maxAnonymous connections at a time that have not authenticated themselves
   * @return the limits now; 400 with libvirt's error if they cannot be so, 404 for another server
   */
  @WriteOperation
  public WebEndpointResponse<?> limit(
      SecurityContext who,
      @Nullable String server,
      @Nullable Integer max,
      @Nullable Integer maxAnonymous) {
    Server target = server(server);
    ServerNumbers numbers =
        new ServerNumbers()
            .with("max", ClientLimits.MAX, max)
            .with("maxAnonymous", ClientLimits.UNAUTH_MAX, maxAnonymous);
    return Operator.of(who)
        .changes(
            "client limits of %s:%s".formatted(LogText.of(target.name()), numbers),
            () -> {
              daemon.serverSetClientLimits(target, numbers.toChange(), 0);
              return ServerNumbers.shown(daemon.serverGetClientLimits(target, 0));
            });
  }

  /**
   * Disconnects a client at once; its calls' replies are dropped.
   *
   * @param server libvirtd, or admin; libvirtd if it is not named
   * @return who it was; 404 if there is none with this number
   */
  @DeleteOperation
  public WebEndpointResponse<?> disconnect(
      SecurityContext who, @Selector long id, @Nullable String server) {
    Server target = server(server);
    return Operator.of(who)
        .changes(
            "client %d of %s is disconnected".formatted(id, LogText.of(target.name())),
            () -> {
              Client client = daemon.serverLookupClient(target, id, 0);
              daemon.clientClose(client, 0);
              return Map.of("disconnected", id);
            });
  }

  private static Server server(@Nullable String name) {
    return new Server(name == null ? WorkersControl.MAIN_SERVER : name);
  }
}
