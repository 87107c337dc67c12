package org.jvirtd.observe.page;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /live}: the snapshots as server-sent events, {@code welcome} first, then {@code snapshot}
 * each second, {@code end} when the daemon stops. 404 if there is no live view; 503 if as many
 * watch as may, or the daemon stops.
 */
public final class LiveServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Servlets are serializable; this one never is. */
  private final transient LivePage page;

  public LiveServlet(LivePage page) {
    this.page = page;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (page.isOff()) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, "jvirtd.page.max-viewers is 0");
      return;
    }
    if (!page.enter()) {
      response.setHeader("Retry-After", "5");
      refuse(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "as many watch as may (jvirtd.page.max-viewers), or the daemon stops");
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-store");
    // Proxies that gather what they pass on would hold it back.
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext context;
    try {
      context = request.startAsync();
    } catch (IllegalStateException e) {
      page.leave();
      throw e;
    }
    context.setTimeout(0);
    page.watch(context, response.getOutputStream());
  }

  private static void refuse(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.getWriter().println(why);
  }
}
