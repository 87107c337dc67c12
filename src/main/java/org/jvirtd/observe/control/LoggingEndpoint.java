package org.jvirtd.observe.control;

import java.util.Objects;
import org.jvirtd.observe.LogText;
import org.jvirtd.protocol.admin.AdminProgram;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/logging}: what is logged, in libvirt's words. {@code POST} changes the filters.
 *
 * <p>Outputs are shown and not changed here: who may choose them may have the daemon write files,
 * and a password that goes over a network is not enough for that. virt-admin can.
 */
@Endpoint(id = "logging")
public final class LoggingEndpoint {

  /**
   * What is logged.
   *
   * @param filters from which priority on the messages of which sources are kept: "1:rpc 3:daemon"
   * @param outputs where messages go: "2:stderr"
   */
  public record Report(String filters, String outputs) {}

  private final AdminProgram daemon;

  public LoggingEndpoint(AdminProgram daemon) {
    this.daemon = daemon;
  }

  @ReadOperation
  public Report logging() {
    String filters = daemon.connectGetLoggingFilters(0).filters();
    return new Report(
        Objects.requireNonNullElse(filters, "").strip(),
        daemon.connectGetLoggingOutputs(0).outputs());
  }

  /**
   * Replaces all filters.
   *
   * @param filters the empty text for none
   * @return what is logged now; 400 with libvirt's error if a filter is wrong
   */
  @WriteOperation
  public WebEndpointResponse<?> filter(SecurityContext who, String filters) {
    return Operator.of(who)
        .changes(
            "log filters: '%s'".formatted(LogText.of(filters)),
            () -> {
              daemon.connectSetLoggingFilters(filters, 0);
              return logging();
            });
  }
}
