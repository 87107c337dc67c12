package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_CHECKPOINT;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.checkpoint.DomainCheckpoint;
import org.jvirtd.protocol.checkpoint.DomainCheckpointFlags;
import org.jvirtd.protocol.checkpoint.DomainCheckpointList;
import org.jvirtd.protocol.checkpoint.DomainCheckpointProcedures;
import org.jvirtd.protocol.domain.Domain;

/**
 * Calls about the checkpoints of a domain. No call makes one, so a domain has none: the lists are
 * empty, and no name is known.
 */
interface TestCheckpoints extends InWorld, DomainCheckpointProcedures {
  /** The filters of lists; ROOTS and DESCENDANTS are one bit. */
  int CHECKPOINT_FILTERS =
      DomainCheckpointFlags.List.ROOTS
          | DomainCheckpointFlags.List.TOPOLOGICAL
          | DomainCheckpointFlags.List.LEAVES
          | DomainCheckpointFlags.List.NO_LEAVES;

  Check.Named CHECKPOINT_CHILDREN =
      new Check.Named(
          DomainCheckpointFlags.Delete.CHILDREN, "VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN");
  Check.Named CHECKPOINT_CHILDREN_ONLY =
      new Check.Named(
          DomainCheckpointFlags.Delete.CHILDREN_ONLY, "VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY");

  @Override
  default DomainCheckpointList domainListAllCheckpoints(Domain domain, int needResults, int flags) {
    Check.flags(flags, CHECKPOINT_FILTERS, "testDomainListAllCheckpoints");
    List<DomainCheckpoint> none = world().with(domain, vm -> List.of());
    return DomainCheckpointList.of(none, needResults);
  }

  @Override
  default DomainCheckpoint domainCheckpointLookupByName(Domain domain, String name, int flags) {
    Check.flags(flags, 0, "testDomainCheckpointLookupByName");
    throw unknown(new DomainCheckpoint(name, domain));
  }

  @Override
  default String domainCheckpointGetXmlDesc(DomainCheckpoint checkpoint, int flags) {
    Check.flags(
        flags,
        DomainCheckpointFlags.Xml.SECURE
            | DomainCheckpointFlags.Xml.NO_DOMAIN
            | DomainCheckpointFlags.Xml.SIZE,
        "testDomainCheckpointGetXMLDesc");
    throw unknown(checkpoint);
  }

  @Override
  default DomainCheckpointList domainCheckpointListAllChildren(
      DomainCheckpoint checkpoint, int needResults, int flags) {
    Check.flags(flags, CHECKPOINT_FILTERS, "testDomainCheckpointListAllChildren");
    throw unknown(checkpoint);
  }

  @Override
  default DomainCheckpoint domainCheckpointGetParent(DomainCheckpoint checkpoint, int flags) {
    Check.flags(flags, 0, "testDomainCheckpointGetParent");
    throw unknown(checkpoint);
  }

  @Override
  default void domainCheckpointDelete(DomainCheckpoint checkpoint, int flags) {
    Check.exclusive(
        flags,
        CHECKPOINT_CHILDREN,
        CHECKPOINT_CHILDREN_ONLY,
        DOMAIN_CHECKPOINT,
        "virDomainCheckpointDelete",
        "ctl");
    Check.flags(
        flags,
        CHECKPOINT_CHILDREN.flag()
            | DomainCheckpointFlags.Delete.METADATA_ONLY
            | CHECKPOINT_CHILDREN_ONLY.flag(),
        "testDomainCheckpointDelete");
    throw unknown(checkpoint);
  }

  /** What a checkpoint's name is answered with; a domain that is unknown is so before it. */
  private LibvirtException unknown(DomainCheckpoint checkpoint) {
    world().change(checkpoint.domain(), vm -> {});
    return LibvirtException.of(
        ErrorCode.NO_DOMAIN_CHECKPOINT,
        TEST,
        "no domain checkpoint with matching name '" + checkpoint.name() + "'");
  }
}
