package org.jvirtd.rpc;

/** A call that is answered with an error reply. It carries no stack trace unless it has a cause. */
public class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  public RpcException(RpcError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public RpcError error() {
    return error;
  }
}
