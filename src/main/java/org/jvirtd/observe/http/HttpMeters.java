package org.jvirtd.observe.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** The meters of who came over HTTP: {@code jvirtd.http.*}. */
public final class HttpMeters implements MeterBinder {
  private static final String LOGINS = "jvirtd.http.logins";
  private static final String LOGINS_HELP = "HTTP requests with a name and a password";

  private final HttpCounters counters;

  public HttpMeters(HttpCounters counters) {
    this.counters = counters;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder(LOGINS, counters, HttpCounters::succeeded)
        .tag("outcome", "succeeded")
        .description(LOGINS_HELP)
        .register(registry);
    FunctionCounter.builder(LOGINS, counters, HttpCounters::failed)
        .tag("outcome", "failed")
        .description(LOGINS_HELP)
        .register(registry);
    for (HttpCounters.Refusal refusal : HttpCounters.Refusal.values()) {
      FunctionCounter.builder("jvirtd.http.refused", counters, c -> c.refused(refusal))
          .tag("reason", refusal.name().toLowerCase(Locale.ROOT))
          .description("HTTP requests that were refused unseen")
          .register(registry);
    }
  }
}
