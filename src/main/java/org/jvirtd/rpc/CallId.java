package org.jvirtd.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which call a thread is on: what lines of the log carry.
 *
 * @param server the server's name
 * @param client the number of the client among those of the server
 * @param serial the client's number for the call
 * @param program the interface of its program, or the number of one that is not known
 * @param procedure its name, or the number of one that is not known
 * @param traceFields what the call's trace adds; empty without one
 */
public record CallId(
    String server,
    long client,
    int serial,
    String program,
    String procedure,
    Map<String, String> traceFields) {

  /** The call that the current thread is on, if it is on one. It costs the call nothing before. */
  public static @Nullable CallId current() {
    ThreadBuffers buffers = ThreadBuffers.ifAny();
    Call running = buffers == null ? null : buffers.running;
    return buffers == null || running == null ? null : running.id(buffers.trace);
  }

  /** Names one call among all of a daemon's: SERVER/CLIENT/SERIAL. */
  public String text() {
    return server + "/" + client + "/" + Integer.toUnsignedString(serial);
  }
}
