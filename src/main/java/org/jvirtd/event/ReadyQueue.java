package org.jvirtd.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one pass is to dispatch. Its array is kept from pass to pass and sorted in place, so that a
 * pass allocates nothing.
 */
final class ReadyQueue {

  private @Nullable Source[] sources = new @Nullable Source[64];
  private int size;

  void add(Source source) {
    if (size == sources.length) {
      sources = Arrays.copyOf(sources, size * 2);
    }
    sources[size++] = source;
  }

  int size() {
    return size;
  }

  Source get(int index) {
    Source source = sources[index];
    if (source == null) {
      throw new AssertionError("nothing ready at " + index);
    }
    return source;
  }

  void clear() {
    Arrays.fill(sources, 0, size, null);
    size = 0;
  }

  /** Puts them in the order of attachment, by heap sort: O(n log n) at worst, and in place. */
  void sort() {
    if (isSorted()) {
      return;
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i, size);
    }
    for (int end = size - 1; end > 0; end--) {
      Source last = get(end);
      sources[end] = sources[0];
      sources[0] = last;
      siftDown(0, end);
    }
  }

  private boolean isSorted() {
    for (int i = 1; i < size; i++) {
      if (get(i - 1).order > get(i).order) {
        return false;
      }
    }
    return true;
  }

  private void siftDown(int from, int end) {
    Source source = get(from);
    int index = from;
    while (2 * index + 1 < end) {
      int child = 2 * index + 1;
      if (child + 1 < end && get(child + 1).order > get(child).order) {
        child++;
      }
      if (get(child).order <= source.order) {
        break;
      }
      sources[index] = sources[child];
      index = child;
    }
    sources[index] = source;
  }
}
