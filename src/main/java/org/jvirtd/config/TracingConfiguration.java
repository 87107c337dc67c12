package org.jvirtd.config;

import io.micrometer.observation.ObservationHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.observe.trace.CallObservation;
import org.jvirtd.observe.trace.Tracing;
import org.jvirtd.observe.trace.TracingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Traces of calls, where a collector is named. A bean of type {@code
 * ObservationHandler<CallObservation>} is told of each call then, too.
 */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger("org.jvirtd");

  // It is closed before the daemon, as it knows it, and after the daemon has drained.
  @Bean
  Tracing tracing(
      Daemon daemon,
      JvirtdProperties properties,
      ObjectProvider<BuildProperties> build,
      ObjectProvider<ObservationHandler<CallObservation>> others) {
    JvirtdProperties.Tracing tracing = properties.tracing();
    URI endpoint = tracing.endpoint();
    if (endpoint == null || endpoint.toString().isBlank()) {
      return Tracing.off();
    }
    TracingSettings settings =
        JvirtdProperties.checked(
            "jvirtd.tracing",
            () ->
                new TracingSettings(
                    endpoint,
                    tracing.headers() == null ? Map.of() : tracing.headers(),
                    tracing.sampling(),
                    tracing.timeout(),
                    tracing.maxQueued()));
    BuildProperties built = build.getIfAvailable();
    String version = built == null ? null : built.getVersion();
    List<ObservationHandler<CallObservation>> handlers = others.orderedStream().toList();
    Tracing started = Tracing.to(settings, version == null ? "unknown" : version, handlers);
    started.tracer().ifPresent(daemon::trace);
    LOG.info("{}", settings);
    return started;
  }
}
