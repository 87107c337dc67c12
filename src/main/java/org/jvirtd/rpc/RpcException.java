package org.jvirtd.rpc;

import java.time.Duration;

/** A call that is answered with an error reply. It carries no stack trace unless it has a cause. */
public class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  private final Duration delay;

  public RpcException(RpcError error) {
    this(error, Duration.ZERO);
  }

  private RpcException(RpcError error, Duration delay) {
    super(error.message(), null, false, false);
    this.error = error;
    this.delay = delay;
  }

  /**
   * An error that is answered late, so that who provokes it does so seldom. Nothing waits for it
   * but the client, whose slot it keeps.
   */
  public static RpcException late(RpcError error, Duration delay) {
    return new RpcException(error, delay);
  }

  /** How late it is to be answered. */
  public Duration delay() {
    return delay;
  }

  public RpcError error() {
    return error;
  }
}
