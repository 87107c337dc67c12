package org.jvirtd.driver.xml;

import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;

/** The errors of libvirt's XML code, with its codes, domains and frames of text. */
public final class XmlFailure {

  private static final int FROM_XML = 5;
  private static final int FROM_DOMAIN = 20;

  private XmlFailure() {}

  /** VIR_ERR_XML_ERROR (27): the document is well formed and means nothing. */
  public static RpcException invalid(String detail) {
    return with(27, FROM_DOMAIN, "XML error: %s", detail);
  }

  /** VIR_ERR_XML_ERROR as libvirt's generic attribute readers report it, in domain XML (5). */
  public static RpcException invalidValue(String detail) {
    return with(27, FROM_XML, "XML error: %s", detail);
  }

  /** VIR_ERR_XML_DETAIL (35): the document is not well formed. */
  public static RpcException malformed(String detail) {
    return with(35, FROM_DOMAIN, "%s", detail);
  }

  /** VIR_ERR_CONFIG_UNSUPPORTED (67). */
  public static RpcException unsupported(String detail) {
    return with(67, FROM_DOMAIN, "unsupported configuration: %s", detail);
  }

  /** VIR_ERR_INTERNAL_ERROR (1). */
  public static RpcException internal(String detail) {
    return with(1, FROM_DOMAIN, "internal error: %s", detail);
  }

  /** VIR_ERR_INVALID_ARG (8). */
  public static RpcException invalidArgument(String detail) {
    return with(8, 0, "invalid argument: %s", detail);
  }

  /** VIR_ERR_OVERFLOW (82). */
  public static RpcException overflow(String detail) {
    return with(82, FROM_DOMAIN, "numerical overflow: %s", detail);
  }

  /** VIR_ERR_NO_NAME (21), which has no detail. */
  public static RpcException noName() {
    String text = "missing name information";
    return new RpcException(RpcError.of(21, FROM_DOMAIN, text, text, null));
  }

  /** An error of any other code whose text takes no detail. */
  public static RpcException plain(int code, String text) {
    return new RpcException(RpcError.of(code, FROM_DOMAIN, text, text, null));
  }

  /** Any other error. */
  public static RpcException with(int code, int domain, String frame, String detail) {
    return new RpcException(RpcError.of(code, domain, frame.replace("%s", detail), frame, detail));
  }
}
