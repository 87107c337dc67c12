package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.concurrent.atomic.AtomicLong;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

/**
 * How much memory the contents of all volumes of a driver may take together ({@code
 * jvirtd.drivers.test.max-volume-bytes}). Safe for any number of threads.
 */
final class VolumeBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();

  /**
   * @param limit bytes
   */
  VolumeBudget(long limit) {
    this.limit = limit;
  }

  /**
   * Takes bytes from the budget.
   *
   * @throws LibvirtException OPERATION_FAILED if so many are not left
   */
  void take(long bytes) {
    long before = used.getAndAdd(bytes);
    if (before + bytes > limit) {
      used.addAndGet(-bytes);
      refusals.incrementAndGet();
      throw LibvirtException.of(
          ErrorCode.OPERATION_FAILED,
          TEST,
          "the contents of all volumes may not take more than jvirtd.drivers.test.max-volume-bytes"
              + " ("
              + limit
              + " bytes)");
    }
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }

  long limit() {
    return limit;
  }

  /** How often something was refused. */
  long refusals() {
    return refusals.get();
  }
}
