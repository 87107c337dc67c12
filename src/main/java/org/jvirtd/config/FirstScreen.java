package org.jvirtd.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.jvirtd.daemon.Daemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says, when all is up, what to try and who gets in. */
final class FirstScreen implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger("org.jvirtd");

  private final Daemon daemon;
  private final Doors doors;

  FirstScreen(Daemon daemon, Doors doors) {
    this.daemon = daemon;
    this.doors = doors;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    Duration taken = event.getTimeTaken();
    if (taken == null) {
      LOG.info("jvirtd is up. Try:");
    } else {
      LOG.info("jvirtd is up after {} ms. Try:", taken.toMillis());
    }
    WaysIn.of(daemon).forEach(command -> LOG.info("  {}", command));
    Environment environment = event.getApplicationContext().getEnvironment();
    sayHttp(environment);
    doors.say(
        new Doors.Bound(
            daemon.tcpAddress().orElse(null),
            daemon.tlsAddress().orElse(null),
            daemon.unixSocket().orElse(null),
            http(environment)));
  }

  private static @Nullable InetSocketAddress http(Environment environment) {
    Integer port = environment.getProperty("local.server.port", Integer.class);
    return port == null
        ? null
        : new InetSocketAddress(environment.getProperty("server.address", "0.0.0.0"), port);
  }

  private static void sayHttp(Environment environment) {
    String management = environment.getProperty("local.management.port");
    String port = environment.getProperty("local.server.port", "");
    if (management != null) {
      port = management;
    }
    if (!port.isEmpty()) {
      String address = environment.getProperty("server.address");
      LOG.info("  curl http://{}:{}/actuator/health", httpHost(address), port);
      if (management == null) {
        LOG.info("  and look at http://{}:{}/", httpHost(address), port);
      }
    }
  }

  private static String httpHost(@Nullable String address) {
    try {
      return address == null ? "localhost" : WaysIn.host(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
