package org.jvirtd.observe.control;

import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.LogText;
import org.jvirtd.observe.WorkersEndpoint;
import org.jvirtd.protocol.admin.AdminParameters.ThreadPool;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.protocol.admin.Server;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** {@code POST /actuator/workers}: changes how many workers a server has. */
@EndpointWebExtension(endpoint = WorkersEndpoint.class)
public final class WorkersControl {
  static final String MAIN_SERVER = "libvirtd";

  private final AdminProgram daemon;

  public WorkersControl(AdminProgram daemon) {
    this.daemon = daemon;
  }

  /**
   * Changes those numbers that are named.
   *
   * @param server libvirtd, or admin; libvirtd if it is not named
   * @param min workers that are always there
   * @param max workers that there may be
   * @param priority workers that are reserved for high-priority calls
   * @return the workers now; 400 with libvirt's error if they cannot be so, 404 for another server
   */
  @WriteOperation
  public WebEndpointResponse<?> resize(
      SecurityContext who,
      @Nullable String server,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable Integer priority) {
    Server target = new Server(server == null ? MAIN_SERVER : server);
    ServerNumbers numbers =
        new ServerNumbers()
            .with("min", ThreadPool.WORKERS_MIN, min)
            .with("max", ThreadPool.WORKERS_MAX, max)
            .with("priority", ThreadPool.WORKERS_PRIORITY, priority);
    return Operator.of(who)
        .changes(
            "workers of %s:%s".formatted(LogText.of(target.name()), numbers),
            () -> {
              daemon.serverSetThreadpoolParameters(target, numbers.toChange(), 0);
              return ServerNumbers.shown(daemon.serverGetThreadpoolParameters(target, 0));
            });
  }
}
