package org.jvirtd.observe.trace;

import io.micrometer.observation.Observation;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.observe.ProgramLabel;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.rpc.CallInfo;
import org.jvirtd.rpc.RpcError;

/**
 * What is observed of one call. It never holds arguments: they may be domain XML, with passwords in
 * it. Error texts may quote arguments; so of an error it holds the code alone.
 */
public final class CallObservation extends Observation.Context {
  private static final Map<Integer, String> CODES =
      Stream.of(ErrorCode.values())
          .collect(Collectors.toUnmodifiableMap(ErrorCode::number, ErrorCode::name));

  private final CallInfo call;
  private final long takenEpochNanos;
  private final long takenNanos;
  private long endedNanos;
  private int errorCode;

  /**
   * @param takenEpochNanos when a worker took it, since 1970
   * @param takenNanos the same on the nano clock
   */
  CallObservation(CallInfo call, long takenEpochNanos, long takenNanos) {
    this.call = call;
    this.takenEpochNanos = takenEpochNanos;
    this.takenNanos = takenNanos;
    this.endedNanos = takenNanos;
  }

  void end(long nowNanos, @Nullable RpcError error) {
    endedNanos = nowNanos;
    errorCode = error == null ? 0 : error.code();
  }

  public CallInfo call() {
    return call;
  }

  /** "remote" for RemoteProgram; "unknown" for one that is not served. */
  public String program() {
    String name = call.program();
    return isNumber(name) ? "unknown" : ProgramLabel.of(name);
  }

  /** The procedure's name; "unknown" for a number that the program has not. */
  public String procedure() {
    return isNumber(call.procedure()) ? "unknown" : call.procedure();
  }

  private static boolean isNumber(String name) {
    return name.isEmpty() || name.charAt(0) == '-' || Character.isDigit(name.charAt(0));
  }

  /** When the call was read, in nanoseconds since 1970. */
  public long readEpochNanos() {
    return takenEpochNanos - queuedNanos();
  }

  /** When a worker took it. */
  public long takenEpochNanos() {
    return takenEpochNanos;
  }

  /** When its reply had been handed over. */
  public long endedEpochNanos() {
    return takenEpochNanos + ranNanos();
  }

  /** How long it has waited: in its client's request window, and for a worker. */
  public long queuedNanos() {
    return call.ageNanos();
  }

  /** How long it was on its worker; 0 as long as it is. */
  public long ranNanos() {
    return Math.max(0, endedNanos - takenNanos);
  }

  /** libvirt's code of the error that the client was told; 0 if it went well, or is under way. */
  public int errorCode() {
    return errorCode;
  }

  /** The same by name: "NO_DOMAIN". */
  public String errorName() {
    return Objects.requireNonNullElse(CODES.get(errorCode), Integer.toString(errorCode));
  }
}
