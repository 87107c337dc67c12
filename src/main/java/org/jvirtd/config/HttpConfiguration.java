package org.jvirtd.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.observe.control.ClientsControl;
import org.jvirtd.observe.control.LoggingEndpoint;
import org.jvirtd.observe.control.WorkersControl;
import org.jvirtd.observe.http.HttpAccess;
import org.jvirtd.observe.http.HttpCounters;
import org.jvirtd.observe.http.HttpGuard;
import org.jvirtd.observe.http.HttpLogins;
import org.jvirtd.observe.http.HttpMeters;
import org.jvirtd.observe.http.OpenPaths;
import org.jvirtd.rpc.sasl.UserFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.PropertiesEndpointAccessResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may do what over HTTP, and what can be changed that way.
 *
 * <p>Nothing here is conditional on a property: users may be named at any start, also of an
 * application that was processed ahead of time.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class HttpConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger("org.jvirtd");

  @Bean
  HttpAccess httpAccess(JvirtdProperties properties, Environment environment) {
    JvirtdProperties.Http http = properties.http();
    String address = environment.getProperty("server.address");
    HttpAccess access =
        JvirtdProperties.checked(
            "jvirtd.http",
            () -> {
              Path users = http.users();
              return new HttpAccess(
                  HttpAccess.isLoopback(
                      Arrays.asList(
                          address,
                          environment.getProperty("management.server.port") == null
                              ? address
                              : environment.getProperty("management.server.address"))),
                  http.reading(),
                  users == null ? null : new UserFile(users),
                  Set.copyOf(http.operators()),
                  http.allowedHosts(),
                  http.failureDelay(),
                  http.maxLogins());
            });
    warn(access, environment);
    return access;
  }

  private static void warn(HttpAccess access, Environment environment) {
    boolean secure =
        environment.containsProperty("server.ssl.bundle")
            || environment.containsProperty("server.ssl.certificate")
            || environment.containsProperty("server.ssl.key-store");
    if (!access.loopbackOnly() && access.users() != null && !secure) {
      LOG.warn(
          "HTTP can be reached by others and is not encrypted: passwords can be overheard"
              + " (server.ssl)");
    }
  }

  /** Where nobody may change anything, the operations that would are not even mapped. */
  @Bean
  EndpointAccessResolver endpointAccessResolver(HttpAccess access, Environment environment) {
    EndpointAccessResolver byProperties = new PropertiesEndpointAccessResolver(environment);
    Access most = access.hasOperators() ? Access.UNRESTRICTED : Access.READ_ONLY;
    return (endpoint, otherwise) -> byProperties.accessFor(endpoint, otherwise).cap(most);
  }

  @Bean
  HttpCounters httpCounters() {
    return new HttpCounters();
  }

  @Bean
  HttpMeters httpMeters(HttpCounters counters) {
    return new HttpMeters(counters);
  }

  @Bean
  AuthenticationManager httpLogins(HttpAccess access, HttpCounters counters) {
    return new ProviderManager(new HttpLogins(access, counters, System::nanoTime));
  }

  @Bean
  SecurityFilterChain httpGuard(
      HttpSecurity http,
      HttpAccess access,
      HttpCounters counters,
      AuthenticationManager logins,
      WebEndpointProperties endpoints) {
    return new HttpGuard(access, new OpenPaths(endpoints.getBasePath()), counters)
        .chain(http, logins);
  }

  @Bean
  WorkersControl workersControl(Daemon daemon) {
    return new WorkersControl(daemon.administration());
  }

  @Bean
  ClientsControl clientsControl(Daemon daemon) {
    return new ClientsControl(daemon.administration());
  }

  @Bean
  LoggingEndpoint loggingEndpoint(Daemon daemon) {
    return new LoggingEndpoint(daemon.administration());
  }
}
