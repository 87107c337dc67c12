package org.jvirtd.rpc;

/**
 * What the clients of a server may take (semantics sections 6, 7 and 25).
 *
 * @param max connections at a time; at the limit no more are accepted until one goes
 * @param maxAnonymous connections at a time that have not authenticated themselves; 0 for no limit
 * @param maxQueued connections that the kernel holds while none are accepted
 * @param maxRequests calls of one connection that are under way at a time: its request window
 * @param priorityReserve high-priority calls of one connection that are taken beyond a full window
 * @param maxParked ordinary calls of one connection that are held back at a full window, so that
 *     keepalive behind them is still read; at the limit the connection is not read
 * @param maxParkedBytes bytes of such calls
 * @param maxOutboundBytes bytes that may wait to be sent to one connection when another event is to
 *     be added; beyond it the client is not reading and is disconnected
 * @param maxWorkers workers that the calls of one connection may hold at a time; 0 for no other
 *     bound than its share (see {@link org.jvirtd.worker.WorkerPool})
 * @param maxOutboundTotal bytes that may wait for all connections together; beyond it those for
 *     which more wait than for the average one are treated as if they were at their own limit
 */
public record ClientLimits(
    int max,
    int maxAnonymous,
    int maxQueued,
    int maxRequests,
    int priorityReserve,
    int maxParked,
    int maxParkedBytes,
    int maxOutboundBytes,
    int maxWorkers,
    long maxOutboundTotal) {

  private static final long DEFAULT_MAX_OUTBOUND_TOTAL = 128 << 20;

  /** libvirt's defaults, and for the limits that libvirt has not: a few of each, a megabyte. */
  public static final ClientLimits DEFAULTS =
      new ClientLimits(5000, 20, 1000, 5, 4, 32, 1 << 20, 8 << 20, 0, DEFAULT_MAX_OUTBOUND_TOTAL);

  public ClientLimits {
    atLeast("max", max, 1);
    atLeast("max-anonymous", maxAnonymous, 0);
    atLeast("max-queued", maxQueued, 1);
    atLeast("max-requests", maxRequests, 1);
    atLeast("priority-reserve", priorityReserve, 1);
    atLeast("max-parked", maxParked, 1);
    atLeast("max-parked-bytes", maxParkedBytes, 1024);
    atLeast("max-outbound-bytes", maxOutboundBytes, 1024);
    atLeast("max-workers", maxWorkers, 0);
    if (maxOutboundTotal < maxOutboundBytes) {
      throw new IllegalArgumentException(
          "max-outbound-total (%d) must not be less than max-outbound-bytes (%d)"
              .formatted(maxOutboundTotal, maxOutboundBytes));
    }
    if (max < maxAnonymous) {
      throw new IllegalArgumentException(
          "max (" + max + ") must not be less than max-anonymous (" + maxAnonymous + ")");
    }
  }

  /** Limits that leave the workers of one connection to its share. */
  public ClientLimits(
      int max,
      int maxAnonymous,
      int maxQueued,
      int maxRequests,
      int priorityReserve,
      int maxParked,
      int maxParkedBytes,
      int maxOutboundBytes) {
    this(
        max,
        maxAnonymous,
        maxQueued,
        maxRequests,
        priorityReserve,
        maxParked,
        maxParkedBytes,
        maxOutboundBytes,
        0,
        Math.max(maxOutboundBytes, DEFAULT_MAX_OUTBOUND_TOTAL));
  }

  /**
   * These limits with other numbers of clients, which is what virt-admin changes.
   *
   * @throws IllegalArgumentException if one is out of its range, or max is less than max-anonymous
   */
  public ClientLimits withClients(int newMax, int newMaxAnonymous) {
    return new ClientLimits(
        newMax,
        newMaxAnonymous,
        maxQueued,
        maxRequests,
        priorityReserve,
        maxParked,
        maxParkedBytes,
        maxOutboundBytes,
        maxWorkers,
        maxOutboundTotal);
  }

  /** These limits with another request window. */
  public ClientLimits withMaxRequests(int newMaxRequests) {
    return new ClientLimits(
        max,
        maxAnonymous,
        maxQueued,
        newMaxRequests,
        priorityReserve,
        maxParked,
        maxParkedBytes,
        maxOutboundBytes,
        maxWorkers,
        maxOutboundTotal);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }
}
