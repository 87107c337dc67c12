package org.jvirtd.observe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.NamedLock;

/**
 * What a thread waits for, and who holds that.
 *
 * @param lock what the lock guards, where a driver tells it; else the kind of the lock
 * @param holder the thread that holds it; null if it has just let go
 */
public record LockWait(String lock, @Nullable String holder) {

  /** The lock that a thread waits for now, or null if it waits for none. */
  public static @Nullable LockWait of(Thread thread) {
    NamedLock named = NamedLock.awaitedBy(thread);
    if (named != null) {
      Thread holder = named.holder();
      return new LockWait(named.toString(), holder == null ? null : holder.getName());
    }
    // A monitor, or a lock of the JDK's: the JVM itself knows who holds those.
    ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
    if (info == null || info.getLockInfo() == null || info.getLockOwnerName() == null) {
      return null;
    }
    return new LockWait(info.getLockInfo().getClassName(), info.getLockOwnerName());
  }
}
