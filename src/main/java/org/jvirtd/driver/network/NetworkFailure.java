package org.jvirtd.driver.network;

import org.jvirtd.driver.xml.Wording;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** The errors of libvirt's network code, with its codes and domains. */
final class NetworkFailure {

  private NetworkFailure() {}

  /** The document means nothing. */
  static RpcException invalid(String text, Object... values) {
    return of(ErrorCode.XML_ERROR, Wording.fill(text, values));
  }

  /** The same, as the code for DNS records says it. */
  static RpcException detail(String text, Object... values) {
    return of(ErrorCode.XML_DETAIL, Wording.fill(text, values));
  }

  /** A network that cannot be. */
  static RpcException unsupported(String text, Object... values) {
    return of(ErrorCode.CONFIG_UNSUPPORTED, Wording.fill(text, values));
  }

  /** What libvirt calls an internal error, although it is the document's. */
  static RpcException internal(String text, Object... values) {
    return of(ErrorCode.INTERNAL_ERROR, Wording.fill(text, values));
  }

  /** An update that does not fit the network as it is. */
  static RpcException operation(String text, Object... values) {
    return of(ErrorCode.OPERATION_INVALID, Wording.fill(text, values));
  }

  /** An update that no network can have. */
  static RpcException operationUnsupported(String text, Object... values) {
    return of(ErrorCode.OPERATION_UNSUPPORTED, Wording.fill(text, values));
  }

  /** An error of the code that networks share with other objects, which names no domain. */
  static RpcException shared(ErrorCode code, String detail) {
    return XmlFailure.of(code, ErrorDomain.NONE, detail);
  }

  private static RpcException of(ErrorCode code, String detail) {
    return XmlFailure.of(code, ErrorDomain.NETWORK, detail);
  }
}
