package org.jvirtd.driver.xml;

import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.RpcException;

/** The errors of libvirt's XML code, with its codes and domains. */
public final class XmlFailure {

  /** A client's document may be quoted in an error; the wire takes no string above 4 MiB. */
  private static final int MAX_DETAIL = 65_536;

  private XmlFailure() {}

  /** The document is well formed and means nothing. */
  public static RpcException invalid(String detail) {
    return of(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, detail);
  }

  /** The same, as libvirt's generic readers of attributes report it. */
  public static RpcException invalidValue(String detail) {
    return of(ErrorCode.XML_ERROR, ErrorDomain.XML, detail);
  }

  /** The document is not well formed, or libvirt says it in that way. */
  public static RpcException malformed(String detail) {
    return of(ErrorCode.XML_DETAIL, ErrorDomain.DOMAIN, detail);
  }

  /** A definition that no hypervisor of this kind can have. */
  public static RpcException unsupported(String detail) {
    return of(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.DOMAIN, detail);
  }

  /** What libvirt calls an internal error, although it is the document's. */
  public static RpcException internal(String detail) {
    return of(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN, detail);
  }

  /** A value that a general function of libvirt's cannot read. */
  public static RpcException invalidArgument(String detail) {
    return of(ErrorCode.INVALID_ARG, ErrorDomain.NONE, detail);
  }

  /** A number that is too large. */
  public static RpcException overflow(ErrorDomain domain, String detail) {
    return of(ErrorCode.OVERFLOW, domain, detail);
  }

  /**
   * The error of a document that is not well formed, as the code for one kind of object reports it:
   * libvirt gives such errors the kind's domain, all others their own.
   */
  public static RpcException reportedBy(ErrorDomain domain, RpcException failure) {
    boolean malformed = failure.error().code() == ErrorCode.XML_DETAIL.number();
    String detail = failure.error().str2();
    return malformed && detail != null ? of(ErrorCode.XML_DETAIL, domain, detail) : failure;
  }

  /** Any other error. */
  public static RpcException of(ErrorCode code, ErrorDomain domain, String detail) {
    boolean fits = detail.length() <= MAX_DETAIL;
    return LibvirtException.of(code, domain, fits ? detail : detail.substring(0, MAX_DETAIL));
  }

  /** An error of a code whose text needs no detail. */
  public static RpcException bare(ErrorCode code) {
    return LibvirtException.of(code, ErrorDomain.DOMAIN, null);
  }
}
