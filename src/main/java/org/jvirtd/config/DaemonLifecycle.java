package org.jvirtd.config;

import java.net.InetSocketAddress;
import org.jvirtd.daemon.Daemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the daemon when everything else is there, and stops it before anything else goes: while it
 * drains, HTTP still answers.
 */
final class DaemonLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger("org.jvirtd");

  private final Daemon daemon;
  private volatile boolean running;

  DaemonLifecycle(Daemon daemon) {
    this.daemon = daemon;
  }

  @Override
  public void start() {
    daemon.start();
    running = true;
    daemon.tcpAddress().ifPresent(DaemonLifecycle::sayTcp);
    daemon
        .unixSocket()
        .ifPresent(
            path -> LOG.info("  virsh -c 'test+unix:///default?socket={}' list --all", path));
  }

  private static void sayTcp(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    LOG.info("jvirtd is up. Try:");
    LOG.info("  virsh -c test+tcp://{}:{}/default list --all", literal, address.getPort());
  }

  @Override
  public void stop() {
    daemon.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
