package org.jvirtd.rpc;

/** What becomes of a call that was read. */
enum Admission {
  /** Nothing: the connection is at its end. */
  DROPPED(false),
  /** It holds a slot, and is to be answered that the server stops. */
  REFUSED(false),
  /** It holds a slot, and is to be given to the workers. */
  RUNS(false),
  /** The same, and it is the last one that is read for now. */
  RUNS_LAST(true),
  /** It waits for a slot. */
  PARKED(false),
  /** The same, and it is the last one that is read for now. */
  PARKED_LAST(true);

  /** Whether the client is not read further, until there is room for more. */
  final boolean last;

  Admission(boolean last) {
    this.last = last;
  }

  static Admission of(boolean runs, boolean last) {
    if (runs) {
      return last ? RUNS_LAST : RUNS;
    }
    return last ? PARKED_LAST : PARKED;
  }
}
