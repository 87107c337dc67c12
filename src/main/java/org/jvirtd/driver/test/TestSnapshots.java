package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_SNAPSHOT;
import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.driver.domain.GuestAbi;
import org.jvirtd.driver.domain.SnapshotDefinition;
import org.jvirtd.driver.domain.SnapshotState;
import org.jvirtd.driver.domain.SnapshotXml;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotFlags;
import org.jvirtd.protocol.snapshot.DomainSnapshotList;
import org.jvirtd.protocol.snapshot.DomainSnapshotProcedures;

/** Calls that make, list and show the snapshots of a domain; {@link Moments} has the picture. */
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

  Check.Named CREATE_REDEFINE =
      new Check.Named(DomainSnapshotFlags.Create.REDEFINE, "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE");
  Check.Named CREATE_CURRENT =
      new Check.Named(DomainSnapshotFlags.Create.CURRENT, "VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT");
  Check.Named CREATE_HALT =
      new Check.Named(DomainSnapshotFlags.Create.HALT, "VIR_DOMAIN_SNAPSHOT_CREATE_HALT");
  Check.Named CREATE_NO_METADATA =
      new Check.Named(
          DomainSnapshotFlags.Create.NO_METADATA, "VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA");

  /** What may be asked of a snapshot that is made; there is nothing here to be quiet or live. */
  int CREATE_FLAGS =
      DomainSnapshotFlags.Create.REDEFINE
          | DomainSnapshotFlags.Create.CURRENT
          | DomainSnapshotFlags.Create.HALT
          | DomainSnapshotFlags.Create.QUIESCE
          | DomainSnapshotFlags.Create.ATOMIC
          | DomainSnapshotFlags.Create.LIVE
          | DomainSnapshotFlags.Create.VALIDATE;

  @Override
  default DomainSnapshot domainSnapshotCreateXml(Domain domain, String xmlDesc, int flags) {
    String api = "virDomainSnapshotCreateXML";
    Check.requires(flags, CREATE_CURRENT, CREATE_REDEFINE, DOMAIN_SNAPSHOT, api);
    Check.exclusive(flags, CREATE_REDEFINE, CREATE_NO_METADATA, DOMAIN_SNAPSHOT, api, "ctl");
    Check.exclusive(flags, CREATE_REDEFINE, CREATE_HALT, DOMAIN_SNAPSHOT, api, "ctl");
    Check.flags(flags, CREATE_FLAGS, "testDomainSnapshotCreateXML");
    return world()
        .with(
            domain,
            vm -> {
              if (!vm.checkpoints().isEmpty()) {
                throw LibvirtException.of(
                    ErrorCode.OPERATION_UNSUPPORTED,
                    TEST,
                    "cannot create snapshot while checkpoint exists");
              }
              boolean halt = CREATE_HALT.isIn(flags);
              if (halt && !vm.isPersistent()) {
                throw LibvirtException.invalidOperation(
                    TEST, "cannot halt after transient domain snapshot");
              }
              boolean redefine = CREATE_REDEFINE.isIn(flags);
              boolean strict = (flags & DomainSnapshotFlags.Create.VALIDATE) != 0;
              SnapshotDefinition wanted =
                  SnapshotXml.parse(
                      xmlDesc,
                      redefine,
                      world().nowSeconds(),
                      world().parsing().withStrict(strict));
              if (redefine) {
                redefine(vm, wanted, CREATE_CURRENT.isIn(flags));
                return new DomainSnapshot(wanted.name(), domain);
              }
              create(vm, wanted);
              return new DomainSnapshot(wanted.name(), halt ? halted(vm, domain) : domain);
            });
  }

  private void create(TestDomain vm, SnapshotDefinition wanted) {
    DomainDefinition copy = DomainXml.migratableCopy(vm.current(), world().parsing());
    if (wanted.hasManualDisk()) {
      throw LibvirtException.of(
          ErrorCode.OPERATION_UNSUPPORTED,
          TEST,
          "'manual' snapshot mode is not supported by the test driver");
    }
    SnapshotDefinition taken = wanted.withDomain(copy).inState(stateOf(vm));
    Moments<SnapshotDefinition> all = vm.snapshots();
    SnapshotDefinition current = all.current();
    all.add(SnapshotXml.aligned(taken, copy).withParent(current == null ? null : current.name()));
    all.setCurrent(wanted.name());
  }

  private static @Nullable SnapshotState stateOf(TestDomain vm) {
    return switch (vm.state().state()) {
      case NO_STATE -> null;
      case RUNNING -> SnapshotState.RUNNING;
      case BLOCKED -> SnapshotState.BLOCKED;
      case PAUSED -> SnapshotState.PAUSED;
      case SHUTTING_DOWN -> SnapshotState.SHUTDOWN;
      case SHUTOFF -> SnapshotState.SHUTOFF;
      case CRASHED -> SnapshotState.CRASHED;
      case PM_SUSPENDED -> SnapshotState.PMSUSPENDED;
    };
  }

  /** The domain after it was stopped, as the client's handle names it. */
  private Domain halted(TestDomain vm, Domain domain) {
    if (!vm.isActive()) {
      return domain;
    }
    vm.stop(RunState.SHUTOFF_FROM_SNAPSHOT);
    world().announce(vm, LifecycleChange.STOPPED_FROM_SNAPSHOT);
    return new Domain(domain.name(), domain.uuid(), -1);
  }

  private static void redefine(TestDomain vm, SnapshotDefinition wanted, boolean makeCurrent) {
    Moments<SnapshotDefinition> all = vm.snapshots();
    all.requireTree(wanted);
    SnapshotDefinition former = all.find(wanted.name());
    requireReplaceable(vm, wanted, former);
    DomainDefinition formerDomain = former == null ? null : former.domain();
    SnapshotDefinition aligned = SnapshotXml.realigned(wanted, formerDomain);
    if (former == null) {
      all.add(aligned);
    } else {
      all.replace(aligned.domain() == null ? aligned.withDomain(formerDomain) : aligned);
    }
    if (makeCurrent) {
      all.setCurrent(wanted.name());
    }
  }

  private static void requireReplaceable(
      TestDomain vm, SnapshotDefinition wanted, @Nullable SnapshotDefinition former) {
    DomainDefinition domain = wanted.domain();
    if (domain != null && !domain.uuid().equals(vm.uuid())) {
      throw invalid("definition for snapshot " + wanted.name() + " must use uuid " + vm.uuid());
    }
    SnapshotState old = former == null ? null : former.state();
    SnapshotState state = wanted.state();
    if (old != null && state != null) {
      requireSameKind(wanted, old, state);
    }
    DomainDefinition formerDomain = former == null ? null : former.domain();
    if (formerDomain != null && domain != null) {
      GuestAbi.requireSame(formerDomain, domain);
    }
  }

  private static void requireSameKind(
      SnapshotDefinition wanted, SnapshotState old, SnapshotState state) {
    if (old.isOnline() != state.isOnline()) {
      throw invalid(
          "cannot change between online and offline snapshot state in snapshot " + wanted.name());
    }
    if ((old == SnapshotState.DISK_SNAPSHOT) != (state == SnapshotState.DISK_SNAPSHOT)) {
      throw invalid("cannot change between disk only and full system in snapshot " + wanted.name());
    }
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, DOMAIN_SNAPSHOT, detail);
  }

  @Override
  default int domainSnapshotNum(Domain domain, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotNum");
    return all(domain, flags).size();
  }

  @Override
  default List<String> domainSnapshotListNames(Domain domain, int maxNames, int flags) {
    requireRoom(maxNames);
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotListNames");
    return all(domain, flags).stream().map(DomainSnapshot::name).limit(maxNames).toList();
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
    return list(all(domain, flags), needResults);
  }

  private static DomainSnapshotList list(List<DomainSnapshot> found, int needResults) {
    if (found.size() > RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX) {
      throw LibvirtException.internal(
          RPC,
          "Too many domain_snapshots '"
              + found.size()
              + "' for limit '"
              + RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX
              + "'");
    }
    return DomainSnapshotList.of(found, needResults);
  }

  private List<DomainSnapshot> all(Domain domain, int flags) {
    return world()
        .with(
            domain,
            vm -> {
              boolean rootsOnly = (flags & DomainSnapshotFlags.List.ROOTS) != 0;
              return handles(domain, vm.snapshots().list(rootsOnly, SnapshotFilter.of(flags)));
            });
  }

  private List<DomainSnapshot> children(DomainSnapshot snapshot, int flags) {
    boolean descendants = (flags & DomainSnapshotFlags.List.DESCENDANTS) != 0;
    return world()
        .with(
            snapshot.domain(),
            vm -> {
              String name = find(vm, snapshot.name()).name();
              return handles(
                  snapshot.domain(),
                  vm.snapshots().list(name, descendants, SnapshotFilter.of(flags)));
            });
  }

  private static List<DomainSnapshot> handles(Domain domain, List<SnapshotDefinition> found) {
    return found.stream().map(one -> new DomainSnapshot(one.name(), domain)).toList();
  }

  /**
   * The snapshot of that name.
   *
   * @throws LibvirtException NO_DOMAIN_SNAPSHOT if there is none
   */
  static SnapshotDefinition find(TestDomain vm, String name) {
    SnapshotDefinition snapshot = vm.snapshots().find(name);
    if (snapshot == null) {
      throw LibvirtException.of(
          ErrorCode.NO_DOMAIN_SNAPSHOT,
          TEST,
          "no domain snapshot with matching name '" + name + "'");
    }
    return snapshot;
  }

  @Override
  default int domainHasCurrentSnapshot(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainHasCurrentSnapshot");
    return world().with(domain, vm -> vm.snapshots().current() == null ? 0 : 1);
  }

  @Override
  default DomainSnapshot domainSnapshotCurrent(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotCurrent");
    return world()
        .with(
            domain,
            vm -> {
              SnapshotDefinition current = vm.snapshots().current();
              if (current == null) {
                throw LibvirtException.of(
                    ErrorCode.NO_DOMAIN_SNAPSHOT,
                    TEST,
                    "the domain does not have a current snapshot");
              }
              return new DomainSnapshot(current.name(), domain);
            });
  }

  @Override
  default DomainSnapshot domainSnapshotLookupByName(Domain domain, String name, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotLookupByName");
    return world().with(domain, vm -> new DomainSnapshot(find(vm, name).name(), domain));
  }

  @Override
  default String domainSnapshotGetXmlDesc(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, DomainSnapshotFlags.Xml.SECURE, "testDomainSnapshotGetXMLDesc");
    boolean secure = (flags & DomainSnapshotFlags.Xml.SECURE) != 0;
    return world()
        .with(
            snapshot.domain(),
            vm -> SnapshotXml.format(find(vm, snapshot.name()), vm.uuid(), secure));
  }

  @Override
  default DomainSnapshot domainSnapshotGetParent(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotGetParent");
    return world()
        .with(
            snapshot.domain(),
            vm -> {
              String parent = find(vm, snapshot.name()).parent();
              if (parent == null) {
                throw LibvirtException.of(
                    ErrorCode.NO_DOMAIN_SNAPSHOT,
                    TEST,
                    "snapshot '" + snapshot.name() + "' does not have a parent");
              }
              return new DomainSnapshot(parent, snapshot.domain());
            });
  }

  @Override
  default int domainSnapshotNumChildren(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotNumChildren");
    return children(snapshot, flags).size();
  }

  @Override
  default List<String> domainSnapshotListChildrenNames(
      DomainSnapshot snapshot, int maxNames, int flags) {
    requireRoom(maxNames);
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotListChildrenNames");
    return children(snapshot, flags).stream().map(DomainSnapshot::name).limit(maxNames).toList();
  }

  @Override
  default DomainSnapshotList domainSnapshotListAllChildren(
      DomainSnapshot snapshot, int needResults, int flags) {
    Check.flags(flags, LIST_FILTERS, "testDomainSnapshotListAllChildren");
    return list(children(snapshot, flags), needResults);
  }

  @Override
  default int domainSnapshotIsCurrent(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotIsCurrent");
    return world()
        .with(
            snapshot.domain(),
            vm -> vm.snapshots().isCurrent(find(vm, snapshot.name()).name()) ? 1 : 0);
  }

  /** All there is to a snapshot here is metadata. */
  @Override
  default int domainSnapshotHasMetadata(DomainSnapshot snapshot, int flags) {
    Check.flags(flags, 0, "testDomainSnapshotHasMetadata");
    world().change(snapshot.domain(), vm -> find(vm, snapshot.name()));
    return 1;
  }
}
