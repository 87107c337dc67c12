package org.jvirtd.rpc;

import java.util.concurrent.atomic.AtomicBoolean;

/** What the event loop looks after in its next turn when it is asked to; see {@link Attention}. */
abstract class Attended {
  /** Set while it stands in the queue. */
  final AtomicBoolean awaitsAttention = new AtomicBoolean();

  /** The loop's turn for it. */
  abstract void attend();
}
