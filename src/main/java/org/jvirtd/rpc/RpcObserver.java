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
   * A call has been read and cut from the stream. On the loop thread.
   *
   * @param procedure null if it or its program is not known
   */
  default void callRead(Connection connection, @Nullable BoundProcedure procedure) {}

  /**
   * A worker begins with a call. On the worker.
   *
   * @param procedure null if it or its program is not known
   */
  default void callStarted(Connection connection, @Nullable BoundProcedure procedure) {}

  /**
   * A call has been answered. On the worker.
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
