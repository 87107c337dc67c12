package org.jvirtd.observe;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.driver.NamedLock;

/**
 * The driver of {@code hang:///x}, for tests: its first call holds the lock of a domain until the
 * test lets it go, and the others wait for that.
 */
public final class HangingDriver implements Driver {
  private static final long PATIENCE_SECONDS = 60;

  final NamedLock lock = new NamedLock(() -> "domain 'stuck'");
  private final CountDownLatch release = new CountDownLatch(1);

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
      public long connectGetVersion() {
        return Long.parseLong(held("1"));
      }

      @Override
      public void close() {}
    };
  }

  /** Lets all calls go, and those that come. */
  public void release() {
    release.countDown();
  }

  private String held(String answer) {
    lock.lock();
    try {
      if (!release.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
