package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_CHECKPOINT;
import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import org.jvirtd.driver.domain.CheckpointDefinition;
import org.jvirtd.driver.domain.CheckpointXml;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.checkpoint.DomainCheckpoint;
import org.jvirtd.protocol.checkpoint.DomainCheckpointFlags;
import org.jvirtd.protocol.checkpoint.DomainCheckpointList;
import org.jvirtd.protocol.checkpoint.DomainCheckpointProcedures;
import org.jvirtd.protocol.domain.Domain;

/** Calls about the checkpoints of a domain; {@link Moments} has the picture. */
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

  Check.Named CHECKPOINT_REDEFINE =
      new Check.Named(
          DomainCheckpointFlags.Create.REDEFINE, "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE");
  Check.Named CHECKPOINT_QUIESCE =
      new Check.Named(DomainCheckpointFlags.Create.QUIESCE, "VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE");
  Check.Named CHECKPOINT_REDEFINE_VALIDATE =
      new Check.Named(
          DomainCheckpointFlags.Create.REDEFINE_VALIDATE,
          "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE");

  @Override
  default DomainCheckpoint domainCheckpointCreateXml(Domain domain, String xmlDesc, int flags) {
    String api = "virDomainCheckpointCreateXML";
    Check.exclusive(flags, CHECKPOINT_REDEFINE, CHECKPOINT_QUIESCE, DOMAIN_CHECKPOINT, api, "ctl");
    Check.requires(
        flags, CHECKPOINT_REDEFINE_VALIDATE, CHECKPOINT_REDEFINE, DOMAIN_CHECKPOINT, api);
    Check.flags(
        flags,
        CHECKPOINT_REDEFINE.flag() | CHECKPOINT_QUIESCE.flag(),
        "testDomainCheckpointCreateXML");
    return world()
        .with(
            domain,
            vm -> {
              requireCheckpointable(vm);
              boolean redefine = CHECKPOINT_REDEFINE.isIn(flags);
              CheckpointDefinition wanted =
                  CheckpointXml.parse(xmlDesc, redefine, world().nowSeconds(), world().parsing());
              if (redefine) {
                redefine(vm, wanted);
              } else {
                create(vm, wanted);
              }
              return new DomainCheckpoint(wanted.name(), domain);
            });
  }

  private static void requireCheckpointable(TestDomain vm) {
    String problem =
        !vm.snapshots().isEmpty()
            ? "cannot create checkpoint while snapshot exists"
            : vm.isActive() ? null : "cannot create checkpoint for inactive domain";
    if (problem != null) {
      throw LibvirtException.of(ErrorCode.OPERATION_UNSUPPORTED, TEST, problem);
    }
  }

  private void create(TestDomain vm, CheckpointDefinition wanted) {
    DomainDefinition copy = DomainXml.migratableCopy(vm.current(), world().parsing());
    Moments<CheckpointDefinition> all = vm.checkpoints();
    CheckpointDefinition current = all.current();
    all.add(
        CheckpointXml.aligned(wanted, copy)
            .withDomain(copy)
            .withParent(current == null ? null : current.name()));
    all.setCurrent(wanted.name());
  }

  /** One that comes after the current one becomes the current one, as does the first of all. */
  private static void redefine(TestDomain vm, CheckpointDefinition wanted) {
    Moments<CheckpointDefinition> all = vm.checkpoints();
    all.requireTree(wanted);
    DomainDefinition domain = wanted.domain();
    if (domain != null && !domain.uuid().equals(vm.uuid())) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          DOMAIN_CHECKPOINT,
          "definition for checkpoint " + wanted.name() + " must use uuid " + vm.uuid());
    }
    CheckpointDefinition aligned =
        domain == null ? CheckpointXml.withBitmaps(wanted) : CheckpointXml.aligned(wanted, domain);
    String parent = wanted.parent();
    boolean makeCurrent = all.current() == null || (parent != null && all.isCurrent(parent));
    if (all.find(wanted.name()) == null) {
      all.add(aligned);
    } else {
      all.replace(aligned);
    }
    if (makeCurrent) {
      all.setCurrent(wanted.name());
    }
  }

  @Override
  default DomainCheckpointList domainListAllCheckpoints(Domain domain, int needResults, int flags) {
    Check.flags(flags, CHECKPOINT_FILTERS, "testDomainListAllCheckpoints");
    boolean rootsOnly = (flags & DomainCheckpointFlags.List.ROOTS) != 0;
    return world()
        .with(
            domain,
            vm -> list(domain, vm.checkpoints().list(rootsOnly, filter(flags)), needResults));
  }

  private static Moments.Filter<CheckpointDefinition> filter(int flags) {
    // Both asked for exclude each other: so it is in libvirt.
    boolean leaves = (flags & DomainCheckpointFlags.List.NO_LEAVES) == 0;
    boolean inner = (flags & DomainCheckpointFlags.List.LEAVES) == 0;
    return new Moments.Filter<>(leaves, inner, checkpoint -> true);
  }

  private static DomainCheckpointList list(
      Domain domain, List<CheckpointDefinition> found, int needResults) {
    if (found.size() > RemoteLimits.DOMAIN_CHECKPOINT_LIST_MAX) {
      throw LibvirtException.internal(
          RPC,
          "Too many domain_checkpoints '"
              + found.size()
              + "' for limit '"
              + RemoteLimits.DOMAIN_CHECKPOINT_LIST_MAX
              + "'");
    }
    List<DomainCheckpoint> handles =
        found.stream().map(one -> new DomainCheckpoint(one.name(), domain)).toList();
    return DomainCheckpointList.of(handles, needResults);
  }

  @Override
  default DomainCheckpoint domainCheckpointLookupByName(Domain domain, String name, int flags) {
    Check.flags(flags, 0, "testDomainCheckpointLookupByName");
    return world().with(domain, vm -> new DomainCheckpoint(known(vm, name).name(), domain));
  }

  @Override
  default String domainCheckpointGetXmlDesc(DomainCheckpoint checkpoint, int flags) {
    Check.flags(
        flags,
        DomainCheckpointFlags.Xml.SECURE
            | DomainCheckpointFlags.Xml.NO_DOMAIN
            | DomainCheckpointFlags.Xml.SIZE,
        "testDomainCheckpointGetXMLDesc");
    return world()
        .with(
            checkpoint.domain(),
            vm -> {
              CheckpointDefinition known = known(vm, checkpoint.name());
              // The size of what has changed is asked of a running domain; here it is not known.
              if ((flags & DomainCheckpointFlags.Xml.SIZE) != 0) {
                vm.requireActive();
              }
              return CheckpointXml.format(
                  known,
                  (flags & DomainCheckpointFlags.Xml.SECURE) != 0,
                  (flags & DomainCheckpointFlags.Xml.NO_DOMAIN) == 0);
            });
  }

  @Override
  default DomainCheckpointList domainCheckpointListAllChildren(
      DomainCheckpoint checkpoint, int needResults, int flags) {
    Check.flags(flags, CHECKPOINT_FILTERS, "testDomainCheckpointListAllChildren");
    boolean descendants = (flags & DomainCheckpointFlags.List.DESCENDANTS) != 0;
    return world()
        .with(
            checkpoint.domain(),
            vm -> {
              String name = known(vm, checkpoint.name()).name();
              return list(
                  checkpoint.domain(),
                  vm.checkpoints().list(name, descendants, filter(flags)),
                  needResults);
            });
  }

  @Override
  default DomainCheckpoint domainCheckpointGetParent(DomainCheckpoint checkpoint, int flags) {
    Check.flags(flags, 0, "testDomainCheckpointGetParent");
    return world()
        .with(
            checkpoint.domain(),
            vm -> {
              String parent = known(vm, checkpoint.name()).parent();
              if (parent == null) {
                throw LibvirtException.of(
                    ErrorCode.NO_DOMAIN_CHECKPOINT,
                    TEST,
                    "checkpoint '" + checkpoint.name() + "' does not have a parent");
              }
              return new DomainCheckpoint(parent, checkpoint.domain());
            });
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
    world()
        .change(
            checkpoint.domain(),
            vm -> {
              String name = known(vm, checkpoint.name()).name();
              if (CHECKPOINT_CHILDREN_ONLY.isIn(flags)) {
                vm.checkpoints().removeDescendants(name);
              } else if (CHECKPOINT_CHILDREN.isIn(flags)) {
                vm.checkpoints().removeTree(name);
              } else {
                vm.checkpoints().remove(name);
              }
            });
  }

  private static CheckpointDefinition known(TestDomain vm, String name) {
    CheckpointDefinition checkpoint = vm.checkpoints().find(name);
    if (checkpoint == null) {
      throw LibvirtException.of(
          ErrorCode.NO_DOMAIN_CHECKPOINT,
          TEST,
          "no domain checkpoint with matching name '" + name + "'");
    }
    return checkpoint;
  }
}
