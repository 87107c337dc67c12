package org.jvirtd.driver.test;

import java.util.function.Predicate;
import org.jvirtd.driver.storage.PoolType;
import org.jvirtd.protocol.storage.StorageFlags.PoolList;

/**
 * Which pools a list is to hold: libvirt's filter flags. They come in groups; a pool must match one
 * flag of each group of which any is set.
 */
final class PoolFilter implements Predicate<TestPool> {
  private static final int TYPES;

  static {
    int types = 0;
    for (PoolType type : PoolType.values()) {
      types |= type.listFlag();
    }
    TYPES = types;
  }

  /** The flags of all groups. */
  static final int ALL =
      PoolList.ACTIVE
          | PoolList.INACTIVE
          | PoolList.PERSISTENT
          | PoolList.TRANSIENT
          | PoolList.AUTOSTART
          | PoolList.NO_AUTOSTART
          | TYPES;

  private final int flags;

  PoolFilter(int flags) {
    this.flags = flags;
  }

  @Override
  public boolean test(TestPool pool) {
    return matches(pool.isActive(), PoolList.ACTIVE, PoolList.INACTIVE)
        && matches(pool.isPersistent(), PoolList.PERSISTENT, PoolList.TRANSIENT)
        && matches(pool.isAutostarted(), PoolList.AUTOSTART, PoolList.NO_AUTOSTART)
        && ((flags & TYPES) == 0 || (flags & pool.definition().type().listFlag()) != 0);
  }

  private boolean matches(boolean is, int yes, int no) {
    boolean asked = (flags & (yes | no)) != 0;
    return !asked || (flags & (is ? yes : no)) != 0;
  }
}
