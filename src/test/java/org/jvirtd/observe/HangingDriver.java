package org.jvirtd.observe;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.driver.NamedLock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The driver of {@code hang:///x}, for tests: its first call holds the lock of a domain until the
 * test lets it go, and the others wait for that.
 */
public final class HangingDriver implements Driver {
  private static final long PATIENCE_MINUTES = 10;

  /** Brings it into the daemon. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Beans {
    @Bean
    HangingDriver hangingDriver() {
      return new HangingDriver("domain 'db-3'");
    }
  }

  private final NamedLock lock;
  private volatile CountDownLatch release = new CountDownLatch(1);

  /**
   * @param held what the first call holds, and the others wait for
   */
  public HangingDriver(String held) {
    lock = new NamedLock(() -> held);
  }

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
      public long connectGetVersion() {
        return Long.parseLong(held("1"));
      }

      @Override
      public void close() {}
    };
  }

  /** Whether a call holds the domain. */
  public boolean isHeld() {
    return lock.holder() != null;
  }

  /** Lets all calls go, and those that come, until it is armed again. */
  public void letGo() {
    release.countDown();
  }

  /** Has calls hang from now on. */
  public void arm() {
    release = new CountDownLatch(1);
  }

  private String held(String answer) {
    lock.lock();
    try {
      if (!release.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("the test has forgotten the driver");
      }
      return answer;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }
}
