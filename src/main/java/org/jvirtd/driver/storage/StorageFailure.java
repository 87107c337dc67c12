package org.jvirtd.driver.storage;

import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** The errors of libvirt's code for definitions of pools and volumes. */
final class StorageFailure {
  private StorageFailure() {}

  /** The document is well formed and means nothing. */
  static RpcException invalid(String detail) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.STORAGE, detail);
  }

  /** A word that libvirt does not know, at a place where it says so in this way. */
  static RpcException unsupported(String detail) {
    return XmlFailure.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.STORAGE, detail);
  }

  /** The same as {@link #invalid}, as libvirt's readers of secrets report it. */
  static RpcException invalidSecret(String detail) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.NONE, detail);
  }
}
