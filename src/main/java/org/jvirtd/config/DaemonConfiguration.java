package org.jvirtd.config;

import java.time.Duration;
import java.util.List;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.daemon.Drivers;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.daemon.SettingException;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.test.TestDriver;
import org.jvirtd.event.EventLoop;
import org.jvirtd.rpc.CallWatch;
import org.jvirtd.rpc.Program;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes the daemon of its parts. A bean of type {@link Driver} adds a hypervisor driver, one of
 * type {@link Program} another RPC program.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JvirtdProperties.class)
class DaemonConfiguration {

  /** Static, so that it is there before the properties are. */
  @Bean
  static UnknownProperties unknownProperties(ConfigurableEnvironment environment) {
    return new UnknownProperties(environment);
  }

  @Bean
  TestDriver testDriver(JvirtdProperties properties) {
    return new TestDriver(properties.drivers().test().toSettings());
  }

  @Bean
  Drivers drivers(List<Driver> drivers, JvirtdProperties properties) {
    return new Drivers(drivers, properties.defaultUri());
  }

  @Bean(destroyMethod = "close")
  LogSettings logSettings(JvirtdProperties properties) {
    return properties.log().toSettings();
  }

  @Bean
  Daemon daemon(
      JvirtdProperties properties,
      Drivers drivers,
      List<Program> programs,
      LogSettings logging,
      ObjectProvider<RpcObserver> observer,
      SecuritySettings security,
      @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration drain) {
    try {
      return new Daemon(
          properties.toSettings(drain, security),
          drivers,
          programs,
          logging,
          observer.getIfAvailable(() -> RpcObserver.NONE));
    } catch (SettingException e) {
      throw new InvalidPropertyException("jvirtd." + e.setting(), e);
    }
  }

  // The daemon's parts, for whoever looks at them; it ends them itself.

  @Bean(destroyMethod = "")
  EventLoop eventLoop(Daemon daemon) {
    return daemon.loop();
  }

  @Bean(destroyMethod = "")
  WorkerPool workerPool(Daemon daemon) {
    return daemon.workers();
  }

  @Bean
  Server rpcServer(Daemon daemon) {
    return daemon.server();
  }

  @Bean
  CallWatch callWatch(Daemon daemon) {
    return daemon.callWatch();
  }

  @Bean
  DaemonLifecycle daemonLifecycle(Daemon daemon, ConfigurableApplicationContext context) {
    // Closing waits for the event loop, which is who tells; the JVM ends when nothing is left.
    daemon.whenIdle(() -> Thread.ofPlatform().name("idle-shutdown").start(context::close));
    return new DaemonLifecycle(daemon);
  }

  @Bean
  FirstScreen firstScreen(Daemon daemon, JvirtdProperties properties) {
    return new FirstScreen(daemon, new Doors(properties));
  }
}
