package org.jvirtd.rpc;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one connection may be under way (semantics section 6, in the form of its last
 * paragraph). A call takes a slot when it is admitted and gives it back when the last byte of its
 * reply has left.
 *
 * <pre>
 *   ordinary call ──▶ slots &lt; max ───────────▶ runs
 *   priority call ──▶ slots &lt; max + reserve ─▶ runs
 *                     otherwise ─────────────▶ parked, in order, until a slot is free
 *                     parking is full ───────▶ the connection is not read
 * </pre>
 *
 * <p>Parked calls are what lets the connection be read at a full window: keepalive and priority
 * calls behind them are still seen. Not for several threads at once: its connection's lock guards
 * it.
 */
final class RequestWindow {
  private final Queue<Call> parked = new ArrayDeque<>(0);
  private int used;
  private int parkedBytes;

  /**
   * Admits a call or parks it.
   *
   * @return whether it is to run now
   */
  boolean admit(Call call, ClientLimits limits) {
    if (mayRun(call, limits) && parked.isEmpty()) {
      used++;
      return true;
    }
    if (call.isHighPriority() && mayRun(call, limits)) {
      used++;
      return true;
    }
    park(call);
    return false;
  }

  /** Has a call wait behind those that wait already. */
  void park(Call call) {
    parked.add(call);
    parkedBytes += call.size();
  }

  private boolean mayRun(Call call, ClientLimits limits) {
    int slots = limits.maxRequests() + (call.isHighPriority() ? limits.priorityReserve() : 0);
    return used < slots;
  }

  /** Takes a slot for a call that is answered at once, without a worker. */
  void takeSlot() {
    used++;
  }

  /** Gives a slot back. */
  void release() {
    if (used == 0) {
      throw new IllegalStateException("a slot was given back twice");
    }
    used--;
  }

  /** The next parked call that may run now, with its slot taken; null if there is none. */
  @Nullable Call next(ClientLimits limits) {
    for (Iterator<Call> calls = parked.iterator(); calls.hasNext(); ) {
      Call call = calls.next();
      if (mayRun(call, limits)) {
        calls.remove();
        parkedBytes -= call.size();
        used++;
        return call;
      }
    }
    return null;
  }

  /** Whether no more calls can be parked, so that the connection must not be read. */
  boolean isFull(ClientLimits limits) {
    return parked.size() >= limits.maxParked() || parkedBytes >= limits.maxParkedBytes();
  }

  /** The calls that are parked, in order. */
  List<Call> parkedCalls() {
    return List.copyOf(parked);
  }

  /** Takes the unwanted ones of the parked calls out; they hold no slots. */
  List<Call> withdraw(Predicate<Call> unwanted) {
    List<Call> withdrawn = parked.stream().filter(unwanted).toList();
    for (Call call : withdrawn) {
      parked.remove(call);
      parkedBytes -= call.size();
    }
    return withdrawn;
  }

  /** Forgets the parked calls: the connection is gone. */
  void clear() {
    parked.clear();
    parkedBytes = 0;
  }

  int used() {
    return used;
  }

  int parked() {
    return parked.size();
  }
}
