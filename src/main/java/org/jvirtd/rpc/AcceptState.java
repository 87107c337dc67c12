package org.jvirtd.rpc;

/**
 * Whether a server takes newcomers, and if not, why (semantics section 7).
 *
 * <pre>
 *   NOT_YET ──▶ ACCEPTING ◀──▶ AT_LIMIT ◀──▶ AT_ANONYMOUS_LIMIT      any of them ──▶ STOPPED
 *                 ▲                              ▲
 *                 │                              │
 *                 ├──────────────────────────────┘
 *                 ▼
 *              RESTING
 * </pre>
 */
public enum AcceptState {
  /** It does not listen yet. */
  NOT_YET,
  ACCEPTING,
  /** As many clients are connected as may be; newcomers wait in the backlog. */
  AT_LIMIT,
  /** As many clients that have not authenticated themselves are connected as may be. */
  AT_ANONYMOUS_LIMIT,
  /** Accepting has failed, as it does without free descriptors; it is tried again soon. */
  RESTING,
  /** It will never accept again. */
  STOPPED
}
