package org.jvirtd.rpc;

import org.jspecify.annotations.Nullable;

/** Is told what a server does. Its methods are called on many threads and must not block. */
public interface RpcObserver {

  /** How a call ended. */
  enum Outcome {
    OK,
    ERROR
  }

  /**
   * A call has been answered.
   *
   * @param program null if it is not known
   * @param procedure null if it or its program is not known
   * @param waitedNanos between being read and a worker's taking it
   * @param ranNanos from then until its reply was handed over
   */
  default void callEnded(
      @Nullable ProcedureTable program,
      @Nullable BoundProcedure procedure,
      Outcome outcome,
      long waitedNanos,
      long ranNanos) {}

  RpcObserver NONE = new RpcObserver() {};
}
