package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.sasl.Logins;
import org.jvirtd.rpc.tls.TlsCounters;
import org.jvirtd.rpc.tls.TlsRefusal;

/** Who was let in and who was not: {@code jvirtd.tls.*} and {@code jvirtd.sasl.*}. */
public final class SecurityMeters implements MeterBinder {
  private final @Nullable TlsCounters tls;
  private final @Nullable Logins logins;

  /**
   * @param tls null without a TLS socket; then there are no meters of it
   * @param logins null where nobody is asked to log in
   */
  public SecurityMeters(@Nullable TlsCounters tls, @Nullable Logins logins) {
    this.tls = tls;
    this.logins = logins;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (tls != null) {
      bind(registry, tls);
    }
    if (logins != null) {
      String name = "jvirtd.sasl.logins";
      String help = "Logins that were tried";
      FunctionCounter.builder(name, logins, Logins::succeeded)
          .tag("outcome", "succeeded")
          .description(help)
          .register(registry);
      FunctionCounter.builder(name, logins, Logins::failed)
          .tag("outcome", "failed")
          .description(help)
          .register(registry);
    }
  }

  private static void bind(MeterRegistry registry, TlsCounters tls) {
    Gauge.builder("jvirtd.tls.handshakes.pending", tls, TlsCounters::pending)
        .description("Handshakes that are under way")
        .register(registry);
    FunctionCounter.builder("jvirtd.tls.handshakes", tls, TlsCounters::secured)
        .description("Handshakes that let a client in")
        .register(registry);
    for (TlsRefusal reason : TlsRefusal.values()) {
      FunctionCounter.builder("jvirtd.tls.refused", tls, t -> t.refused(reason))
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .description("Handshakes that let nobody in")
          .register(registry);
    }
    FunctionCounter.builder("jvirtd.tls.pauses", tls, TlsCounters::pauses)
        .description("Times that accepting paused as too many handshakes were under way")
        .register(registry);
    FunctionCounter.builder("jvirtd.tls.reloads", tls, TlsCounters::reloads)
        .tag("outcome", "succeeded")
        .description("Times that credentials were read anew")
        .register(registry);
    FunctionCounter.builder("jvirtd.tls.reloads", tls, TlsCounters::reloadsFailed)
        .tag("outcome", "failed")
        .description("Times that credentials were read anew")
        .register(registry);
  }
}
