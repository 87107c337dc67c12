package org.jvirtd.worker;

import org.jspecify.annotations.Nullable;

/**
 * Jobs in a row, linked by their own fields, so that adding and removing one allocates nothing. A
 * job stands in one line at a time. Not for several threads at once.
 */
final class JobLine {
  private @Nullable Job first;
  private @Nullable Job last;

  @Nullable Job first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }

  void append(Job job) {
    Job before = last;
    job.previous = before;
    job.next = null;
    if (before == null) {
      first = job;
    } else {
      before.next = job;
    }
    last = job;
  }

  /** Takes a job out that stands in this line. */
  void remove(Job job) {
    Job before = job.previous;
    Job after = job.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    job.next = null;
    job.previous = null;
  }
}
