package org.jvirtd.compat;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.driver.NamedLock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A driver whose calls for the host's name hang until the test lets them go. The first of them
 * holds the lock of a domain, for which the others wait.
 */
final class HangingDriver implements Driver {
  /** Brings it into the daemon. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    HangingDriver hangingDriver() {
      return new HangingDriver();
    }
  }

  private volatile CountDownLatch release = new CountDownLatch(1);
  private final NamedLock lock = new NamedLock(() -> "domain 'db-3'");

  @Override
  public String scheme() {
    return "hang";
  }

  @Override
  public Hypervisor open(URI uri, EventSink events) {
    return new Hypervisor() {
      @Override
      public String connectGetHostname() {
        return held("host");
      }

      @Override
      public String connectGetCapabilities() {
        return held("<capabilities/>");
      }

      @Override
      public void close() {}
    };
  }

  private String held(String answer) {
    lock.lock();
    try {
      if (!release.await(10, TimeUnit.MINUTES)) {
        throw new AssertionError("the test has forgotten the driver");
      }
      return answer;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  boolean isHeld() {
    return lock.holder() != null;
  }

  /** Lets all go, until the driver is armed again. */
  void letGo() {
    release.countDown();
  }

  /** Has calls hang from now on. */
  void arm() {
    release = new CountDownLatch(1);
  }
}
