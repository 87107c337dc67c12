package org.jvirtd.rpc;

/**
 * Where a connection is in its life.
 *
 * <pre>
 *          closing call answered           last byte of that reply has left
 *   OPEN ─────────────────────────▶ CLOSING ────────────────────────────▶ CLOSED
 *    │ │   EOF                          nothing in flight any more         ▲ ▲ ▲
 *    │ ├──────────────────────────▶ DRAINING ──────────────────────────────┘ │ │
 *    │ │   the server stops           ▲ EOF                                  │ │
 *    │ └──────────────────────────▶ STOPPING ──nothing in flight──▶ LEAVING  │ │
 *    │                                        all has left │                 │ │
 *    │                                       LINGERING ◀───┘                 │ │
 *    │                                           └──────EOF, or enough waited┘ │
 *    └────────── bad frame, I/O error, keepalive timeout, … ───────────────────┘
 * </pre>
 *
 * <p>Only an open connection takes calls. While the server stops, what is in flight is finished,
 * keepalive is still answered, events are still sent, and calls that come are refused; then the
 * last words of the programs are sent, and the socket is closed in one direction. What the client
 * has sent meanwhile is read and dropped until it closes its direction too: a socket that is closed
 * with bytes unread is reset, and a reset takes away replies that the client has not read yet.
 *
 * <p>A connection that drains still counts as a client: so the calls that wait for workers are
 * bounded by clients and windows, even if clients come, call and go.
 */
enum ConnectionState {
  OPEN,
  CLOSING,
  DRAINING,
  STOPPING,
  LEAVING,
  LINGERING,
  CLOSED;

  /** Whether what the client sends is looked at, and events are sent to it. */
  boolean serves() {
    return this == OPEN || this == STOPPING;
  }

  /** Whether packets of streams are still sent. */
  boolean sendsPackets() {
    return serves() || this == DRAINING;
  }

  /** Whether the end comes when nothing is in flight any more. */
  boolean waitsForTheRest() {
    return this == DRAINING || this == STOPPING;
  }

  /**
   * Whether the socket is read.
   *
   * @param paused whether there is no room for what may come
   */
  boolean reads(boolean paused) {
    return serves() ? !paused : this == LINGERING;
  }
}
