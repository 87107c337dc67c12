package org.jvirtd.protocol.snapshot;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_SNAPSHOT;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Snapshots of domains and their tree. */
@ReportsAs(DOMAIN_SNAPSHOT)
public interface DomainSnapshotProcedures {
  @Procedure(value = 185, api = "virDomainSnapshotCreateXML", access = WRITE)
  default DomainSnapshot domainSnapshotCreateXml(Domain domain, String xmlDesc, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotCreateXML");
  }

  @Procedure(
      value = 186,
      priority = HIGH,
      api = "virDomainSnapshotGetXMLDesc",
      writeFlags = DomainSnapshotFlags.Xml.SECURE)
  default String domainSnapshotGetXmlDesc(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotGetXMLDesc");
  }

  @Procedure(value = 187, priority = HIGH, api = "virDomainSnapshotNum")
  default int domainSnapshotNum(Domain domain, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotNum");
  }

  @Procedure(value = 188, priority = HIGH, api = "virDomainSnapshotListNames")
  @XdrLimit(RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX)
  default List<String> domainSnapshotListNames(Domain domain, int maxNames, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotListNames");
  }

  @Procedure(value = 189, priority = HIGH, api = "virDomainSnapshotLookupByName")
  default DomainSnapshot domainSnapshotLookupByName(Domain domain, String name, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotLookupByName");
  }

  @Procedure(value = 190, api = "virDomainHasCurrentSnapshot")
  default int domainHasCurrentSnapshot(Domain domain, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainHasCurrentSnapshot");
  }

  @Procedure(value = 191, api = "virDomainSnapshotCurrent")
  default DomainSnapshot domainSnapshotCurrent(Domain domain, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotCurrent");
  }

  @Procedure(value = 192, api = "virDomainRevertToSnapshot", access = WRITE)
  default void domainRevertToSnapshot(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainRevertToSnapshot");
  }

  @Procedure(value = 193, api = "virDomainSnapshotDelete", access = WRITE)
  default void domainSnapshotDelete(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotDelete");
  }

  @Procedure(value = 244, priority = HIGH, api = "virDomainSnapshotGetParent")
  default DomainSnapshot domainSnapshotGetParent(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotGetParent");
  }

  @Procedure(value = 246, priority = HIGH, api = "virDomainSnapshotNumChildren")
  default int domainSnapshotNumChildren(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotNumChildren");
  }

  @Procedure(value = 247, priority = HIGH, api = "virDomainSnapshotListChildrenNames")
  @XdrLimit(RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX)
  default List<String> domainSnapshotListChildrenNames(
      DomainSnapshot snapshot, int maxNames, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotListChildrenNames");
  }

  @Procedure(value = 271, api = "virDomainSnapshotIsCurrent")
  default int domainSnapshotIsCurrent(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotIsCurrent");
  }

  @Procedure(value = 272, api = "virDomainSnapshotHasMetadata")
  default int domainSnapshotHasMetadata(DomainSnapshot snapshot, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotHasMetadata");
  }

  @Procedure(value = 274, priority = HIGH, api = "virDomainListAllSnapshots")
  default DomainSnapshotList domainListAllSnapshots(Domain domain, int needResults, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainListAllSnapshots");
  }

  @Procedure(value = 275, priority = HIGH, api = "virDomainSnapshotListAllChildren")
  default DomainSnapshotList domainSnapshotListAllChildren(
      DomainSnapshot snapshot, int needResults, int flags) {
    throw notSupported(DOMAIN_SNAPSHOT, "virDomainSnapshotListAllChildren");
  }
}
