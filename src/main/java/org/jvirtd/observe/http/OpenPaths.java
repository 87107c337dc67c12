package org.jvirtd.observe.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What is open to whoever reaches the port: health, the version, and the meters. */
public final class OpenPaths implements RequestMatcher {
  private final String base;

  /**
   * @param base where the endpoints are: "/actuator"
   */
  public OpenPaths(String base) {
    this.base = base;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      return false;
    }
    // What the container has decoded and normalized; what is odd the firewall has refused before.
    String path = request.getServletPath();
    String info = request.getPathInfo();
    String whole = info == null ? path : path + info;
    return whole.equals(base + "/health")
        || whole.startsWith(base + "/health/")
        || whole.equals(base + "/info")
        || whole.equals(base + "/prometheus");
  }
}
