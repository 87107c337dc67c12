package org.jvirtd.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are to fire: a binary heap of those with a period, earliest first, and a plain
 * list of those with period 0, which fire in every iteration and never touch the heap. A timer
 * knows its own index, so that changing one costs O(log n) and no search.
 *
 * <p>Guarded by the loop's lock.
 */
final class TimerQueue {

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private @Nullable Timer[] heap = new @Nullable Timer[16];
  private int size;
  private @Nullable Timer[] zeros = new @Nullable Timer[4];
  private int zeroCount;
  private long steps;

  /** Starts the timer anew with this period, counted from {@code now}. */
  void restart(Timer timer, int period, long now) {
    detach(timer);
    timer.period = period;
    if (period == 0) {
      zeros = roomIn(zeros, zeroCount);
      timer.index = zeroCount;
      zeros[zeroCount++] = timer;
    } else if (period > 0) {
      push(timer, now + period * NANOS_PER_MILLI);
    }
  }

  /** Takes the timer out, and out of the pass under way. */
  void detach(Timer timer) {
    timer.ready = false;
    int index = timer.index;
    if (index == Timer.NOWHERE) {
      return;
    }
    timer.index = Timer.NOWHERE;
    if (timer.period == 0) {
      Timer last = at(zeros, --zeroCount);
      zeros[zeroCount] = null;
      if (last != timer) {
        zeros[index] = last;
        last.index = index;
      }
    } else {
      removeFromHeap(index);
    }
  }

  /** Hands over what is due. A timer with a period leaves the heap until it fires. */
  void collectDue(long now, ReadyQueue ready) {
    while (size > 0 && at(heap, 0).dueNanos - now <= 0) {
      Timer due = at(heap, 0);
      removeFromHeap(0);
      due.index = Timer.NOWHERE;
      due.ready = true;
      ready.add(due);
    }
    for (int i = 0; i < zeroCount; i++) {
      Timer zero = at(zeros, i);
      zero.ready = true;
      ready.add(zero);
    }
  }

  /**
   * Whether a collected timer still has its turn; if so its next period starts now, so that late
   * ones do not catch up.
   */
  boolean fire(Timer timer, long now) {
    if (!timer.ready) {
      return false;
    }
    timer.ready = false;
    if (timer.period > 0) {
      push(timer, now + timer.period * NANOS_PER_MILLI);
    }
    return true;
  }

  /** Nanoseconds until something is due: 0 for now, negative for never. */
  long waitNanos(long now) {
    if (zeroCount > 0) {
      return 0;
    }
    return size == 0 ? -1 : Math.max(0, at(heap, 0).dueNanos - now);
  }

  /** How often a timer was moved in the heap, to prove that waiting ones cost nothing. */
  long steps() {
    return steps;
  }

  private void push(Timer timer, long dueNanos) {
    timer.dueNanos = dueNanos;
    heap = roomIn(heap, size);
    siftUp(size++, timer);
  }

  private void removeFromHeap(int index) {
    Timer last = at(heap, --size);
    heap[size] = null;
    if (index == size) {
      return;
    }
    if (index > 0 && isBefore(last, at(heap, (index - 1) >>> 1))) {
      siftUp(index, last);
    } else {
      siftDown(index, last);
    }
  }

  private void siftUp(int from, Timer timer) {
    int index = from;
    while (index > 0) {
      int parentIndex = (index - 1) >>> 1;
      Timer parent = at(heap, parentIndex);
      if (!isBefore(timer, parent)) {
        break;
      }
      put(index, parent);
      index = parentIndex;
    }
    put(index, timer);
  }

  private void siftDown(int from, Timer timer) {
    int index = from;
    int firstLeaf = size >>> 1;
    while (index < firstLeaf) {
      int childIndex = 2 * index + 1;
      if (childIndex + 1 < size && isBefore(at(heap, childIndex + 1), at(heap, childIndex))) {
        childIndex++;
      }
      Timer child = at(heap, childIndex);
      if (!isBefore(child, timer)) {
        break;
      }
      put(index, child);
      index = childIndex;
    }
    put(index, timer);
  }

  private void put(int index, Timer timer) {
    steps++;
    heap[index] = timer;
    timer.index = index;
  }

  /** The clock may wrap around, so only differences are compared. */
  private static boolean isBefore(Timer one, Timer other) {
    return one.dueNanos - other.dueNanos < 0;
  }

  private static Timer at(@Nullable Timer[] timers, int index) {
    Timer timer = timers[index];
    if (timer == null) {
      throw new AssertionError("no timer at " + index);
    }
    return timer;
  }

  private static @Nullable Timer[] roomIn(@Nullable Timer[] timers, int used) {
    return used < timers.length ? timers : Arrays.copyOf(timers, used * 2);
  }
}
