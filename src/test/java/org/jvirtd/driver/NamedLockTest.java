package org.jvirtd.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@SuppressWarnings("LockNotBeforeTry") // who holds it, and when, is what is tested
class NamedLockTest {
  private final NamedLock lock = new NamedLock(() -> "domain 'a'");

  @Test
  void whoeverWaitsCanBeAskedForWhatAndWhoHasIt() throws InterruptedException {
    AtomicInteger entered = new AtomicInteger();
    Thread waiter =
        Thread.ofPlatform()
            .unstarted(() -> {
              lock.lock();
              entered.incrementAndGet();
              lock.unlock();
            });
    assertThat(lock.holder()).isNull();
    lock.lock();
    waiter.start();
    await().until(() -> NamedLock.awaitedBy(waiter) != null);
    assertThat(NamedLock.awaitedBy(waiter)).isSameAs(lock).hasToString("domain 'a'");
    assertThat(lock.holder()).isSameAs(Thread.currentThread());
    assertThat(lock.waiting()).isEqualTo(1);
    assertThat(entered).hasValue(0);
    lock.unlock();
    waiter.join();
    assertThat(entered).hasValue(1);
    assertThat(lock.holder()).isNull();
    assertThat(NamedLock.awaitedBy(waiter)).isNull();
  }

  @Test
  void itsHolderMayTakeItAgainAndOnlyItsHolderLetsGo() throws InterruptedException {
    lock.lock();
    assertThat(lock.tryLock()).isTrue();
    lock.unlock();
    assertThat(lock.isHeldByCurrentThread()).isTrue();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              assertThat(lock.tryLock()).isFalse();
              assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
            });
    other.join();
    lock.unlock();
    assertThat(lock.isHeldByCurrentThread()).isFalse();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void nothingIsLostBetweenManyThreads() throws InterruptedException {
    int[] sum = {0};
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 10_000; n++) {
                  lock.lock();
                  sum[0]++;
                  lock.unlock();
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(sum[0]).isEqualTo(40_000);
  }
}
