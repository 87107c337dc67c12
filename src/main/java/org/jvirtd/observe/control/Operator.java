package org.jvirtd.observe.control;

import java.util.function.Supplier;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Who changes something over HTTP: each change is logged with this. */
final class Operator {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  /** What a change that was refused is answered with: libvirt's own words. */
  record Refused(String error) {}

  private final String name;

  private Operator(String name) {
    this.name = name;
  }

  static Operator of(SecurityContext context) {
    if (!(context.getPrincipal() instanceof Authentication user)) {
      return new Operator("somebody");
    }
    return new Operator(
        user.getDetails() instanceof WebAuthenticationDetails details
            ? user.getName() + " from " + details.getRemoteAddress()
            : user.getName());
  }

  /**
   * Does what is to be changed, and logs it, or that it was refused.
   *
   * @param what the change, in words fit for the log
   * @param change throws {@link LibvirtException} if it is refused
   */
  WebEndpointResponse<?> changes(String what, Supplier<?> change) {
    Object now;
    try {
      now = change.get();
    } catch (LibvirtException e) {
      LOG.warn("HTTP operator {}: {}: refused: {}", name, what, e.getMessage());
      return new WebEndpointResponse<>(new Refused(String.valueOf(e.getMessage())), status(e));
    }
    LOG.info("HTTP operator {}: {}", name, what);
    return new WebEndpointResponse<>(now);
  }

  private static int status(LibvirtException e) {
    int code = e.error().code();
    return code == ErrorCode.NO_SERVER.number() || code == ErrorCode.NO_CLIENT.number()
        ? WebEndpointResponse.STATUS_NOT_FOUND
        : WebEndpointResponse.STATUS_BAD_REQUEST;
  }
}
