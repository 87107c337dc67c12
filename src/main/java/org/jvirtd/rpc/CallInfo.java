package org.jvirtd.rpc;

import org.jspecify.annotations.Nullable;

/**
 * What there is to see of a call that has not ended.
 *
 * @param client the number of its connection
 * @param peer where it comes from
 * @param identity who the client is, as far as that is proved
 * @param program the interface of its program, or the number of one that is not known
 * @param procedure its name, or the number of one that is not known
 * @param serial the client's number for the call
 * @param priority whether it is of high priority
 * @param ageNanos how long ago it was read
 * @param ranNanos how long it has been on its worker; 0 if it waits
 * @param worker the worker that it is on; null if it waits
 * @param timedOut whether it was answered with a timeout; its worker has not noticed
 */
public record CallInfo(
    long client,
    Peer peer,
    ClientIdentity identity,
    String program,
    String procedure,
    int serial,
    boolean priority,
    State state,
    long ageNanos,
    long ranNanos,
    @Nullable Thread worker,
    boolean timedOut) {

  /** Where a call stands. */
  public enum State {
    /** It waits for room in its client's request window. */
    PARKED,
    /** It waits for a worker. */
    QUEUED,
    /** It is on a worker. */
    RUNNING
  }
}
