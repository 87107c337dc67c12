package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_SNAPSHOT;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotFlags;
import org.jvirtd.protocol.snapshot.DomainSnapshotList;
import org.jvirtd.protocol.snapshot.DomainSnapshotProcedures;

/**
 * Calls about the snapshots of a domain. No call makes one, so a domain has none: the lists are
 * empty, and no name is known.
 */
interface TestSnapshots extends InWorld, DomainSnapshotProcedures {
  /** The filters of lists, all of which this driver knows; ROOTS and DESCENDANTS are one bit. */
  int LIST_FILTERS =
      DomainSnapshotFlags.List.ROOTS
          | DomainSnapshotFlags.List.LEAVES
          | DomainSnapshotFlags.List.NO_LEAVES
          | DomainSnapshotFlags.List.METADATA
          | DomainSnapshotFlags.List.NO_METADATA
          | DomainSnapshotFlags.List.INACTIVE
          | DomainSnapshotFlags.List.ACTIVE
          | DomainSnapshotFlags.List.DISK_ONLY
          | DomainSnapshotFlags.List.INTERNAL
          | DomainSnapshotFlags.List.EXTERNAL
          | DomainSnapshotFlags.List.TOPOLOGICAL;

  Check.Named REVERT_RUNNING =
      new Check.Named(DomainSnapshotFlags.Revert.RUNNING, "VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING");
  Check.Named REVERT_PAUSED =
      new Check.Named(DomainSnapshotFlags.Revert.PAUSED, "VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED");
  Check.Named DELETE_CHILDREN =
      new Check.Named(DomainSnapshotFlags.Delete.CHILDREN, "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN");
  Check.Named DELETE_CHILDREN_ONLY =
      new Check.Named(
          DomainSnapshotFlags.Delete.CHILDREN_ONLY, "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY");

  @Override
  default int domainSnapshotNum(Domain domain, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotNum");
    return snapshotsOf(domain).size();
  }

  @Override
  default List<String> domainSnapshotListNames(Domain domain, int maxNames, int flags) {
    requireRoom(maxNames);
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotListNames");
    return snapshotsOf(domain).stream().map(DomainSnapshot::name).limit(maxNames).toList();
  }

  private static void requireRoom(int maxNames) {
    Check.fits(
        maxNames,
        "maxnames",
        RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX,
        "REMOTE_DOMAIN_SNAPSHOT_LIST_MAX");
  }

  @Override
  default DomainSnapshotList domainListAllSnapshots(Domain domain, int needResults, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainListAllSnapshots");
    return DomainSnapshotList.of(snapshotsOf(domain), needResults);
  }

  /**
   * @throws LibvirtException NO_DOMAIN if there is no such domain
   */
  private List<DomainSnapshot> snapshotsOf(Domain domain) {
    return world().with(domain, vm -> List.of());
  }

  @Override
  default int domainHasCurrentSnapshot(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainHasCurrentSnapshot");
    return snapshotsOf(domain).isEmpty() ? 0 : 1;
  }

  @Override
  default DomainSnapshot domainSnapshotCurrent(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotCurrent");
    world().change(domain, vm -> {});
    throw LibvirtException.of(
        ErrorCode.NO_DOMAIN_SNAPSHOT, TEST, "the domain does not have a current snapshot");
  }

  @Override
  default DomainSnapshot domainSnapshotLookupByName(Domain domain, String name, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotLookupByName");
    throw unknown(new DomainSnapshot(name, domain));
  }

  @Override
  default String domainSnapshotGetXmlDesc(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, DomainSnapshotFlags.Xml.SECURE, "testDomainSnapshotGetXMLDesc");
    throw unknown(snapshot);
  }

  @Override
  default DomainSnapshot domainSnapshotGetParent(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotGetParent");
    throw unknown(snapshot);
  }

  @Override
  default int domainSnapshotNumChildren(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotNumChildren");
    throw unknown(snapshot);
  }

  @Override
  default List<String> domainSnapshotListChildrenNames(
      DomainSnapshot snapshot, int maxNames, int flags) {
    requireRoom(maxNames);
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotListChildrenNames");
    throw unknown(snapshot);
  }

  @Override
  default DomainSnapshotList domainSnapshotListAllChildren(
      DomainSnapshot snapshot, int needResults, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotListAllChildren");
    throw unknown(snapshot);
  }

  @Override
  default int domainSnapshotIsCurrent(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotIsCurrent");
    throw unknown(snapshot);
  }

  @Override
  default int domainSnapshotHasMetadata(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotHasMetadata");
    throw unknown(snapshot);
  }

  @Override
  default void domainRevertToSnapshot(DomainSnapshot snapshot, int flags) {
    Check.exclusive(
        flags, REVERT_RUNNING, REVERT_PAUSED, DOMAIN_SNAPSHOT, "virDomainRevertToSnapshot", "ctl");
    Check.flags(
        flags,
        REVERT_RUNNING.flag() | REVERT_PAUSED.flag() | DomainSnapshotFlags.Revert.FORCE,
        "testDomainRevertToSnapshot");
    throw unknown(snapshot);
  }

  @Override
  default void domainSnapshotDelete(DomainSnapshot snapshot, int flags) {
    Check.exclusive(
        flags,
        DELETE_CHILDREN,
        DELETE_CHILDREN_ONLY,
        DOMAIN_SNAPSHOT,
        "virDomainSnapshotDelete",
        "ctl");
    Check.flags(
        flags, DELETE_CHILDREN.flag() | DELETE_CHILDREN_ONLY.flag(), "testDomainSnapshotDelete");
    throw unknown(snapshot);
  }

  /** What a snapshot's name is answered with; a domain that is unknown is so before it. */
  private LibvirtException unknown(DomainSnapshot snapshot) {
    world().change(snapshot.domain(), vm -> {});
    return LibvirtException.of(
        ErrorCode.NO_DOMAIN_SNAPSHOT,
        TEST,
        "no domain snapshot with matching name '" + snapshot.name() + "'");
  }
}
