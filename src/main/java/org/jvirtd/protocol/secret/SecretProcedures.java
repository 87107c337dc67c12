package org.jvirtd.protocol.secret;

import static org.jvirtd.protocol.ErrorDomain.SECRET;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import java.util.UUID;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Secrets: definitions and values. */
@ReportsAs(SECRET)
public interface SecretProcedures {
  @Procedure(value = 139, priority = HIGH, api = "virConnectNumOfSecrets")
  default int connectNumOfSecrets() {
    throw notSupported(SECRET, "virConnectNumOfSecrets");
  }

  @Procedure(value = 140, priority = HIGH, api = "virConnectListSecrets")
  @XdrLimit(RemoteLimits.SECRET_LIST_MAX)
  default List<String> connectListSecrets(int maxUuids) {
    throw notSupported(SECRET, "virConnectListSecrets");
  }

  @Procedure(value = 141, priority = HIGH, api = "virSecretLookupByUUID")
  default Secret secretLookupByUuid(UUID uuid) {
    throw notSupported(SECRET, "virSecretLookupByUUID");
  }

  @Procedure(value = 142, priority = HIGH, api = "virSecretDefineXML", access = WRITE)
  default Secret secretDefineXml(String xml, int flags) {
    throw notSupported(SECRET, "virSecretDefineXML");
  }

  @Procedure(value = 143, priority = HIGH, api = "virSecretGetXMLDesc")
  default String secretGetXmlDesc(Secret secret, int flags) {
    throw notSupported(SECRET, "virSecretGetXMLDesc");
  }

  @Procedure(value = 144, priority = HIGH, api = "virSecretSetValue", access = WRITE)
  default void secretSetValue(
      Secret secret, @XdrLimit(RemoteLimits.SECRET_VALUE_MAX) byte[] value, int flags) {
    throw notSupported(SECRET, "virSecretSetValue");
  }

  @Procedure(value = 145, priority = HIGH, api = "virSecretGetValue", access = WRITE)
  @XdrLimit(RemoteLimits.SECRET_VALUE_MAX)
  default byte[] secretGetValue(Secret secret, int flags) {
    throw notSupported(SECRET, "virSecretGetValue");
  }

  @Procedure(value = 146, priority = HIGH, api = "virSecretUndefine", access = WRITE)
  default void secretUndefine(Secret secret) {
    throw notSupported(SECRET, "virSecretUndefine");
  }

  @Procedure(value = 147, priority = HIGH, api = "virSecretLookupByUsage")
  default Secret secretLookupByUsage(int usageType, String usageId) {
    throw notSupported(SECRET, "virSecretLookupByUsage");
  }

  @Procedure(value = 287, priority = HIGH, api = "virConnectListAllSecrets")
  default SecretList connectListAllSecrets(int needResults, int flags) {
    throw notSupported(SECRET, "virConnectListAllSecrets");
  }
}
