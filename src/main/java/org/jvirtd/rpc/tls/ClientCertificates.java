package org.jvirtd.rpc.tls;

/** Whether clients have to show a certificate. */
public enum ClientCertificates {
  /** A client without one that is good is refused. */
  REQUIRED,
  /** A client may do without; one that is shown has to be good. */
  OPTIONAL,
  /** None is asked for. */
  NONE
}
