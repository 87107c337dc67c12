package org.jvirtd.protocol;

import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;

/**
 * A call that fails with one of libvirt's errors. The factories fill an error reply as libvirtd
 * 9.0.0 does (semantics section 4): its own text, the code's format, and the detail.
 */
public final class LibvirtException extends RpcException {
  private static final long serialVersionUID = 1L;

  private LibvirtException(RpcError error) {
    super(error);
  }

  /** An error whose text is the code's, with the detail filled in where there is one. */
  public static LibvirtException of(ErrorCode code, ErrorDomain domain, @Nullable String detail) {
    return new LibvirtException(
        RpcError.of(
            code.number(),
            domain.number(),
            code.message(detail),
            code.format(detail != null),
            detail));
  }

  /**
   * A failed system call. Its first number is the errno, so that clients can tell which.
   *
   * @param context what was tried, without the reason
   * @param errno the platform's number
   * @param reason the platform's text for the number
   */
  public static LibvirtException system(
      ErrorDomain domain, String context, int errno, String reason) {
    ErrorCode code = ErrorCode.SYSTEM_ERROR;
    String detail = context + ": " + reason;
    return new LibvirtException(
        new RpcError(
            code.number(),
            domain.number(),
            code.message(detail),
            RpcError.LEVEL_ERROR,
            null,
            code.format(true),
            detail,
            null,
            errno,
            -1,
            null));
  }

  /**
   * A bad argument, found before any driver is asked. Such an error names the function and the
   * argument where others have format and detail, and its numbers are 0; so libvirtd sends it.
   *
   * @param message the whole text: "memory in virDomainSetMemory must not be zero"
   */
  public static LibvirtException invalidArgument(
      ErrorDomain domain, String api, String argument, String message) {
    return new LibvirtException(
        new RpcError(
            ErrorCode.INVALID_ARG.number(),
            domain.number(),
            message,
            RpcError.LEVEL_ERROR,
            null,
            api,
            argument,
            null,
            0,
            0,
            null));
  }

  /** The driver does not have the function. */
  public static LibvirtException notSupported(ErrorDomain domain, String api) {
    return of(ErrorCode.NO_SUPPORT, domain, api);
  }

  /** A read-only client called a function that changes something. */
  public static LibvirtException readOnly(ErrorDomain domain, String api) {
    return of(ErrorCode.OPERATION_DENIED, domain, "read only access prevents " + api);
  }

  /** A read-only client asked for XML with what is secret in it. */
  public static LibvirtException secureFlag(ErrorDomain domain, String api) {
    return of(ErrorCode.OPERATION_DENIED, domain, api + " with secure flag");
  }

  /** A fault in the daemon or a driver, or a state that should not be. */
  public static LibvirtException internal(ErrorDomain domain, String detail) {
    return of(ErrorCode.INTERNAL_ERROR, domain, detail);
  }

  /** The operation does not fit the object's state. */
  public static LibvirtException invalidOperation(ErrorDomain domain, String detail) {
    return of(ErrorCode.OPERATION_INVALID, domain, detail);
  }
}
