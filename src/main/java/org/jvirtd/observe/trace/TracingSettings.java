package org.jvirtd.observe.trace;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where traces go.
 *
 * @param endpoint of the collector, for OTLP over HTTP: http://HOST:4318/v1/traces
 * @param headers sent with each export; they may hold a token
 * @param sampling the share of calls that are traced, 0 to 1
 * @param timeout how long an export may take
 * @param maxQueued spans that may wait to be exported; further ones are dropped and counted
 */
public record TracingSettings(
    URI endpoint, Map<String, String> headers, double sampling, Duration timeout, int maxQueued) {
  private static final int LEAST_QUEUE = 512;
  private static final int MOST_QUEUE = 1_000_000;

  /**
   * @throws IllegalArgumentException if one is out of its range
   */
  public TracingSettings {
    headers = Map.copyOf(headers);
    if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
      throw new IllegalArgumentException("endpoint must be an http or https URL: " + endpoint);
    }
    if (!(sampling >= 0 && sampling <= 1)) {
      throw new IllegalArgumentException("sampling must be 0 to 1, not " + sampling);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
    if (maxQueued < LEAST_QUEUE || maxQueued > MOST_QUEUE) {
      throw new IllegalArgumentException(
          "max-queued must be %d to %d, not %d".formatted(LEAST_QUEUE, MOST_QUEUE, maxQueued));
    }
  }

  /** Without the headers: they may hold a secret. */
  @Override
  public String toString() {
    return "traces of %s of the calls to %s".formatted(sampling, endpoint);
  }
}
