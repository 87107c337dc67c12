package org.jvirtd.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows each call from its being read to its reply. A server has none unless one is given to it;
 * then a call costs one look at a field.
 *
 * <p>Its methods are called on the worker that runs the call, and must not block.
 */
@FunctionalInterface
public interface CallTracer {

  /**
   * A worker begins with a call. On this worker {@link Trace#end} follows, whatever happens.
   *
   * @param call {@link CallInfo#ageNanos} is how long it has waited
   */
  Trace begin(CallInfo call);

  /** One call that is followed. */
  interface Trace {

    /** What lines of the log about the call carry, by the names of the fields. */
    Map<String, String> logFields();

    /**
     * The call has been answered.
     *
     * @param error what its client was told, or null if it went well
     */
    void end(@Nullable RpcError error);
  }
}
