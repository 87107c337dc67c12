package org.jvirtd.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/** What a daemon says of itself over HTTP, for tests. */
public final class Actuator {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;

  public Actuator(int port) {
    this.root = "http://127.0.0.1:%d/actuator/".formatted(port);
  }

  /** The one of the application that has this environment. */
  public static Actuator of(Environment environment) {
    return new Actuator(environment.getRequiredProperty("local.server.port", Integer.class));
  }

  /** What there is at a path below {@code /actuator/}. */
  public String get(String path) {
    return response(path).body();
  }

  public int status(String path) {
    return response(path).statusCode();
  }

  /** The whole of what Prometheus would get. */
  public String scrape() {
    return get("prometheus");
  }

  /** The value of a line of the scrape, by name and labels; 0 if there is none. */
  public double meter(String name) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " (.*)$", Pattern.MULTILINE).matcher(scrape());
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  private HttpResponse<String> response(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(root + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
