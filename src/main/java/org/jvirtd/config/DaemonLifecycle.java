package org.jvirtd.config;

import org.jvirtd.daemon.Daemon;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the daemon when everything else is there, and stops it before anything else goes: while it
 * drains, HTTP still answers.
 */
final class DaemonLifecycle implements SmartLifecycle {
  private final Daemon daemon;
  private volatile boolean running;

  DaemonLifecycle(Daemon daemon) {
    this.daemon = daemon;
  }

  @Override
  public void start() {
    daemon.start();
    running = true;
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
