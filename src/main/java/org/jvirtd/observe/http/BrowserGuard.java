package org.jvirtd.observe.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.http.HttpCounters.Refusal;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of other sites from using the browser of somebody who can reach this daemon.
 *
 * <ul>
 *   <li>DNS rebinding: such a page's name is made to point here, and the browser then takes the
 *       daemon for the page's own server. Its requests still carry the name, as Host. So where
 *       anybody may read, only names that are ours are answered; addresses cannot be rebound.
 *   <li>Requests across sites: a browser sends the passwords that it knows with them. So what
 *       changes something has to be JSON, which no page may send to another site unasked, and must
 *       not come from one, as far as the browser tells.
 * </ul>
 */
final class BrowserGuard extends OncePerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final int MISDIRECTED = 421;

  private final HttpAccess access;
  private final OpenPaths open;
  private final HttpCounters counters;

  BrowserGuard(HttpAccess access, OpenPaths open, HttpCounters counters) {
    this.access = access;
    this.open = open;
    this.counters = counters;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (looksAtHost(request) && !isOurs(request.getServerName())) {
      refuse(response, Refusal.HOST, MISDIRECTED, "this daemon does not have that name");
    } else if (SAFE.contains(request.getMethod())) {
      chain.doFilter(request, response);
    } else if (isFromAnotherSite(request)) {
      refuse(
          response,
          Refusal.ORIGIN,
          HttpServletResponse.SC_FORBIDDEN,
          "this is not for other sites");
    } else if (WITH_BODY.contains(request.getMethod()) && !isJson(request.getContentType())) {
      refuse(
          response,
          Refusal.CONTENT_TYPE,
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "what changes something has to be JSON");
    } else {
      chain.doFilter(request, response);
    }
  }

  /** What needs a login is safe: a browser knows no password for a name that is not ours. */
  private boolean looksAtHost(HttpServletRequest request) {
    return access.isReadingOpen() && (access.loopbackOnly() || !open.matches(request));
  }

  private boolean isOurs(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.indexOf(':') >= 0
        || name.startsWith("[")
        || IPV4.matcher(name).matches()
        || access.allowedHosts().contains(name);
  }

  private static boolean isFromAnotherSite(HttpServletRequest request) {
    String fetchSite = request.getHeader("Sec-Fetch-Site");
    if (fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none")) {
      return true;
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isHost(origin, request.getHeader("Host"));
  }

  private static boolean isHost(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void refuse(HttpServletResponse response, Refusal refusal, int status, String why)
      throws IOException {
    counters.countRefused(refusal);
    Refusals.write(response, status, why);
  }
}
