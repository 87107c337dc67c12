package org.jvirtd.rpc;

import java.util.List;

/**
 * The calls of a moment that have not ended.
 *
 * @param total how many there are
 * @param calls the oldest of them, in the order of their age
 */
public record CallList(int total, List<CallInfo> calls) {
  public CallList {
    calls = List.copyOf(calls);
  }

  /** How many more there are than are listed. */
  public int leftOut() {
    return total - calls.size();
  }
}
