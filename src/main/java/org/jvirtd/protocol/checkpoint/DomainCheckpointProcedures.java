package org.jvirtd.protocol.checkpoint;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_CHECKPOINT;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.Procedure;

/** Checkpoints of domains and their tree. */
@ReportsAs(DOMAIN_CHECKPOINT)
public interface DomainCheckpointProcedures {
  @Procedure(value = 411, api = "virDomainCheckpointCreateXML", access = WRITE)
  default DomainCheckpoint domainCheckpointCreateXml(Domain domain, String xmlDesc, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainCheckpointCreateXML");
  }

  @Procedure(
      value = 412,
      api = "virDomainCheckpointGetXMLDesc",
      writeFlags = DomainCheckpointFlags.Xml.SECURE)
  default String domainCheckpointGetXmlDesc(DomainCheckpoint checkpoint, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainCheckpointGetXMLDesc");
  }

  @Procedure(value = 413, priority = HIGH, api = "virDomainListAllCheckpoints")
  default DomainCheckpointList domainListAllCheckpoints(Domain domain, int needResults, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainListAllCheckpoints");
  }

  @Procedure(value = 414, priority = HIGH, api = "virDomainCheckpointListAllChildren")
  default DomainCheckpointList domainCheckpointListAllChildren(
      DomainCheckpoint checkpoint, int needResults, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainCheckpointListAllChildren");
  }

  @Procedure(value = 415, priority = HIGH, api = "virDomainCheckpointLookupByName")
  default DomainCheckpoint domainCheckpointLookupByName(Domain domain, String name, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainCheckpointLookupByName");
  }

  @Procedure(value = 416, priority = HIGH, api = "virDomainCheckpointGetParent")
  default DomainCheckpoint domainCheckpointGetParent(DomainCheckpoint checkpoint, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainCheckpointGetParent");
  }

  @Procedure(value = 417, api = "virDomainCheckpointDelete", access = WRITE)
  default void domainCheckpointDelete(DomainCheckpoint checkpoint, int flags) {
    throw notSupported(DOMAIN_CHECKPOINT, "virDomainCheckpointDelete");
  }
}
