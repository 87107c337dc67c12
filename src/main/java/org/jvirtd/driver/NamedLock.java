package org.jvirtd.driver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A driver's lock that can be asked what it guards and who holds it. Apart from that it is a {@link
 * java.util.concurrent.locks.ReentrantLock}, unfair as that is by default, and costs the same.
 *
 * <p>A {@code ReentrantLock} knows its holder too, but a thread that waits is parked on a part of
 * it that leads nowhere. Here that part leads to the lock, so that whoever looks at a waiting
 * thread finds out what it waits for, and nothing has to be noted when the lock is taken.
 */
public final class NamedLock implements Lock {

  /** The state is how often the holder has taken the lock. */
  private static final class Sync extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    final transient NamedLock lock;

    Sync(NamedLock lock) {
      this.lock = lock;
    }

    @Override
    protected boolean tryAcquire(int once) {
      Thread caller = Thread.currentThread();
      int holds = getState();
      if (holds == 0) {
        if (compareAndSetState(0, once)) {
          setExclusiveOwnerThread(caller);
          return true;
        }
        return false;
      }
      if (getExclusiveOwnerThread() == caller) {
        setState(Math.addExact(holds, once));
        return true;
      }
      return false;
    }

    @Override
    protected boolean tryRelease(int once) {
      if (!isHeldExclusively()) {
        throw new IllegalMonitorStateException("not the holder of the lock of " + lock);
      }
      int holds = getState() - once;
      if (holds == 0) {
        setExclusiveOwnerThread(null);
      }
      setState(holds);
      return holds == 0;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getState() != 0 && getExclusiveOwnerThread() == Thread.currentThread();
    }

    @Nullable Thread holder() {
      return getState() == 0 ? null : getExclusiveOwnerThread();
    }
  }

  private final Supplier<String> guards;
  private final Sync sync = new Sync(this);

  /**
   * @param guards names what the lock guards. It is asked by any thread, without the lock
   */
  public NamedLock(Supplier<String> guards) {
    this.guards = guards;
  }

  /** The lock that a thread waits for at this moment, or null if it waits for none of this kind. */
  public static @Nullable NamedLock awaitedBy(Thread thread) {
    return LockSupport.getBlocker(thread) instanceof Sync sync ? sync.lock : null;
  }

  /** Who holds it at this moment, or null if nobody does. */
  public @Nullable Thread holder() {
    return sync.holder();
  }

  public boolean isHeldByCurrentThread() {
    return sync.isHeldExclusively();
  }

  /** How many threads wait for it, roughly. */
  public int waiting() {
    return sync.getQueueLength();
  }

  /** Does something while the caller holds the lock. */
  public <R extends @Nullable Object> R during(Supplier<R> action) {
    lock();
    try {
      return action.get();
    } finally {
      unlock();
    }
  }

  @Override
  public void lock() {
    sync.acquire(1);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    sync.acquireInterruptibly(1);
  }

  @Override
  public boolean tryLock() {
    return sync.tryAcquire(1);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return sync.tryAcquireNanos(1, unit.toNanos(time));
  }

  @Override
  public void unlock() {
    sync.release(1);
  }

  @Override
  public Condition newCondition() {
    return sync.new ConditionObject();
  }

  /** What it guards. */
  @Override
  public String toString() {
    return guards.get();
  }
}
