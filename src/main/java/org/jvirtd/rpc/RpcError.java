package org.jvirtd.rpc;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error reply, field for field as on the wire (semantics section 4; libvirt's {@code
 * virNetMessageError}).
 *
 * @param message never null from this side: clients are known that fail on an absent one
 */
public record RpcError(
    int code,
    int domain,
    @Nullable String message,
    int level,
    @Nullable Domain dom,
    @Nullable String str1,
    @Nullable String str2,
    @Nullable String str3,
    int int1,
    int int2,
    @Nullable Network net) {

  /** The level of an error, as opposed to a warning. */
  public static final int LEVEL_ERROR = 2;

  /** The domain an error is about; libvirtd 9.0.0 never sends one. */
  public record Domain(String name, UUID uuid, int id) {}

  /** The network an error is about; libvirtd 9.0.0 never sends one. */
  public record Network(String name, UUID uuid) {}

  /** The code of an internal error. */
  public static final int CODE_INTERNAL = 1;

  /** The code of an error of the RPC itself. */
  public static final int CODE_RPC = 39;

  /** The code of an operation that is not supported. */
  private static final int CODE_OPERATION_UNSUPPORTED = 84;

  /** The code of an operation that has timed out. */
  public static final int CODE_TIMEOUT = 68;

  /** The code of what access control forbids. */
  public static final int CODE_ACCESS_DENIED = 88;

  /** The code of what a read-only client may not do. */
  public static final int CODE_OPERATION_DENIED = 29;

  /** The domain of access control. */
  public static final int DOMAIN_ACCESS = 55;

  /** The domain of the RPC itself. */
  public static final int DOMAIN_RPC = 7;

  /** An error of the RPC itself, with libvirt's code and domain for it (semantics section 5). */
  public static RpcError rpc(String detail) {
    return of(CODE_RPC, DOMAIN_RPC, detail, "%s", detail);
  }

  /** File descriptors have come with a call that needs them, and this server cannot have them. */
  static RpcError noDescriptors() {
    String detail = "the daemon cannot receive file descriptors";
    return of(
        CODE_OPERATION_UNSUPPORTED,
        DOMAIN_RPC,
        "Operation not supported: " + detail,
        "Operation not supported: %s",
        detail);
  }

  /** An internal error that the RPC reports (semantics section 4). */
  public static RpcError internal(String detail) {
    return of(CODE_INTERNAL, DOMAIN_RPC, "internal error: " + detail, "internal error: %s", detail);
  }

  /**
   * A client may not call a procedure: libvirt's code 88 and its text, which names the driver and
   * nothing more (semantics 19).
   */
  public static RpcError accessDenied(String authority) {
    String detail = "'" + authority + "' denied access";
    return of(
        CODE_ACCESS_DENIED, DOMAIN_ACCESS, "access denied: " + detail, "access denied: %s", detail);
  }

  /** A call was not answered in time (libvirt's code 68 and its text). */
  public static RpcError timeout(String detail) {
    return of(
        CODE_TIMEOUT,
        DOMAIN_RPC,
        "Timed out during operation: " + detail,
        "Timed out during operation: %s",
        detail);
  }

  /** An error that carries a code's text format and the detail that fills it. */
  public static RpcError of(
      int code, int domain, String message, String str1, @Nullable String str2) {
    return new RpcError(code, domain, message, LEVEL_ERROR, null, str1, str2, null, -1, -1, null);
  }
}
