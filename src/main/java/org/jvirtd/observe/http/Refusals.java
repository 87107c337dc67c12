package org.jvirtd.observe.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** Refusals as HTTP shows them: one line of text. */
final class Refusals {
  private Refusals() {}

  static void write(HttpServletResponse response, int status, String why) throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.TEXT_PLAIN_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().println(why);
  }
}
