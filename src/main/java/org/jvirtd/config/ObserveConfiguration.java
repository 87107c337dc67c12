package org.jvirtd.config;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.driver.test.TestDriver;
import org.jvirtd.event.EventLoop;
import org.jvirtd.observe.AcceptingHealth;
import org.jvirtd.observe.BacklogMeters;
import org.jvirtd.observe.CallMeters;
import org.jvirtd.observe.CallWatchMeters;
import org.jvirtd.observe.CallsEndpoint;
import org.jvirtd.observe.ClientMeters;
import org.jvirtd.observe.ClientsEndpoint;
import org.jvirtd.observe.DrainMeters;
import org.jvirtd.observe.EventLoopEndpoint;
import org.jvirtd.observe.EventLoopHealth;
import org.jvirtd.observe.EventLoopMeters;
import org.jvirtd.observe.LogMeters;
import org.jvirtd.observe.SecurityMeters;
import org.jvirtd.observe.StreamMeters;
import org.jvirtd.observe.StuckCallReport;
import org.jvirtd.observe.VolumeMeters;
import org.jvirtd.observe.WorkerMeters;
import org.jvirtd.observe.WorkersEndpoint;
import org.jvirtd.rpc.CallWatch;
import org.jvirtd.rpc.Peer;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows what the daemon does: endpoints, meters and health, of the parts that it is made of. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {

  @Bean
  EventLoopEndpoint eventLoopEndpoint(EventLoop loop) {
    return new EventLoopEndpoint(loop, System::nanoTime);
  }

  @Bean
  WorkersEndpoint workersEndpoint(WorkerPool workers) {
    return new WorkersEndpoint(workers);
  }

  @Bean
  ClientsEndpoint clientsEndpoint(Server server) {
    return new ClientsEndpoint(server);
  }

  @Bean
  CallsEndpoint callsEndpoint(CallWatch watch, WorkerPool workers) {
    return new CallsEndpoint(watch, workers, Instant::now);
  }

  @Bean
  StuckCallReport stuckCallReport(CallWatch watch) {
    StuckCallReport report = StuckCallReport.onThreadsOfItsOwn();
    watch.onSlow(report);
    return report;
  }

  @Bean
  CallWatchMeters callWatchMeters(Server server, CallWatch watch) {
    return new CallWatchMeters(server.name(), watch);
  }

  @Bean
  CallMeters callMeters(ObjectProvider<PrometheusRegistry> registry) {
    CallMeters meters = new CallMeters(System::nanoTime);
    registry.ifAvailable(prometheus -> prometheus.register(meters));
    return meters;
  }

  @Bean
  EventLoopMeters eventLoopMeters(EventLoop loop) {
    return new EventLoopMeters(loop);
  }

  @Bean
  SecurityMeters securityMeters(Daemon daemon, SecuritySettings security) {
    return new SecurityMeters(daemon.tlsCounters().orElse(null), security.logins());
  }

  @Bean
  WorkerMeters workerMeters(Server server, WorkerPool workers) {
    return new WorkerMeters(server.name(), workers);
  }

  @Bean
  ClientMeters clientMeters(Server server) {
    return new ClientMeters(server);
  }

  @Bean
  WorkerMeters adminWorkerMeters(Daemon daemon) {
    return new WorkerMeters(daemon.adminServer().name(), daemon.adminWorkers());
  }

  @Bean
  ClientMeters adminClientMeters(Daemon daemon) {
    return new ClientMeters(daemon.adminServer());
  }

  @Bean
  BacklogMeters backlogMeters(Daemon daemon, JvirtdProperties properties) {
    Map<Peer.Transport, Supplier<Optional<InetSocketAddress>>> sockets =
        new EnumMap<>(Peer.Transport.class);
    if (properties.listen().tcp().enabled()) {
      sockets.put(Peer.Transport.TCP, daemon::tcpAddress);
    }
    if (properties.listen().tls().enabled()) {
      sockets.put(Peer.Transport.TLS, daemon::tlsAddress);
    }
    return new BacklogMeters(daemon.server(), sockets);
  }

  @Bean
  DrainMeters drainMeters(Server server) {
    return new DrainMeters(server);
  }

  @Bean
  LogMeters logMeters(LogSettings logging) {
    return new LogMeters(logging::lost);
  }

  @Bean
  StreamMeters streamMeters(Server server) {
    return new StreamMeters(server);
  }

  @Bean
  VolumeMeters volumeMeters(TestDriver driver) {
    return new VolumeMeters(driver);
  }

  // Health calls an indicator what its bean is called, without the last part of the name.

  @Bean
  EventLoopHealth eventloopHealthIndicator(
      Daemon daemon, EventLoop loop, JvirtdProperties properties) {
    return new EventLoopHealth(loop, daemon::isLoopAlive, properties.eventLoop().stuckCallback());
  }

  @Bean
  AcceptingHealth acceptingHealthIndicator(Server server) {
    return new AcceptingHealth(server);
  }
}
