package org.jvirtd.event;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Watches or timers by number: a hash table with open addressing, so that an entry costs two slots
 * and no object, and a look-up allocates nothing.
 *
 * <p>It is changed under the loop's lock. {@link #find} may be called without it; it then sees
 * whatever it returns rightly, because numbers are never used again, but it may miss an entry that
 * is being moved.
 */
final class SourceTable<T extends Source> {

  private volatile AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(32);
  private final AtomicInteger size = new AtomicInteger();
  private int lastId;

  /** The next free number. */
  int nextId() {
    if (lastId == Integer.MAX_VALUE) {
      throw new IllegalStateException("All numbers have been used, and none is used twice");
    }
    return ++lastId;
  }

  int size() {
    return size.getAcquire();
  }

  void put(T source) {
    if ((size.getPlain() + 1) * 2 > slots.length()) {
      grow();
    }
    insert(slots, source);
    size.setRelease(size.getPlain() + 1);
  }

  @Nullable T find(int id) {
    AtomicReferenceArray<@Nullable T> table = slots;
    int mask = table.length() - 1;
    int index = home(table, id);
    for (int i = 0; i <= mask; i++) {
      T source = table.getAcquire(index);
      if (source == null || source.id == id) {
        return source;
      }
      index = (index + 1) & mask;
    }
    return null;
  }

  boolean remove(T source) {
    AtomicReferenceArray<@Nullable T> table = slots;
    int hole = indexOf(table, source);
    if (hole < 0) {
      return false;
    }
    int mask = table.length() - 1;
    // Whatever a look-up would have passed over the hole to reach moves into it.
    for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
      T next = table.getPlain(i);
      if (next == null) {
        break;
      }
      int distanceFromHome = (i - home(table, next.id)) & mask;
      int distanceFromHole = (i - hole) & mask;
      if (distanceFromHome >= distanceFromHole) {
        table.setRelease(hole, next);
        hole = i;
      }
    }
    table.setRelease(hole, null);
    size.setRelease(size.getPlain() - 1);
    return true;
  }

  /** How many slots there are to walk with {@link #slot}. */
  int capacity() {
    return slots.length();
  }

  @Nullable T slot(int index) {
    return slots.getPlain(index);
  }

  private void grow() {
    AtomicReferenceArray<@Nullable T> old = slots;
    AtomicReferenceArray<@Nullable T> wider = new AtomicReferenceArray<>(old.length() * 2);
    for (int i = 0; i < old.length(); i++) {
      T source = old.getPlain(i);
      if (source != null) {
        insert(wider, source);
      }
    }
    slots = wider;
  }

  private void insert(AtomicReferenceArray<@Nullable T> table, T source) {
    int mask = table.length() - 1;
    int index = home(table, source.id);
    while (table.getPlain(index) != null) {
      index = (index + 1) & mask;
    }
    table.setRelease(index, source);
  }

  private int indexOf(AtomicReferenceArray<@Nullable T> table, T wanted) {
    int mask = table.length() - 1;
    int index = home(table, wanted.id);
    for (T source = table.getPlain(index); source != null; source = table.getPlain(index)) {
      if (source == wanted) {
        return index;
      }
      index = (index + 1) & mask;
    }
    return -1;
  }

  /** Multiplying by the golden ratio spreads neighbours and strides alike. */
  private static int home(AtomicReferenceArray<?> table, int id) {
    return (id * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(table.length()) + 1);
  }
}
