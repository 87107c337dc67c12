package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN_SNAPSHOT;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.driver.domain.SnapshotDefinition;
import org.jvirtd.driver.domain.SnapshotState;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotFlags;
import org.jvirtd.protocol.snapshot.DomainSnapshotProcedures;

/** Calls that take a domain back to a snapshot, or throw snapshots away. */
interface TestSnapshotRollback extends InWorld, DomainSnapshotProcedures {
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
  default void domainRevertToSnapshot(DomainSnapshot snapshot, int flags) {
    Check.exclusive(
        flags, REVERT_RUNNING, REVERT_PAUSED, DOMAIN_SNAPSHOT, "virDomainRevertToSnapshot", "ctl");
    Check.flags(
        flags,
        REVERT_RUNNING.flag() | REVERT_PAUSED.flag() | DomainSnapshotFlags.Revert.FORCE,
        "testDomainRevertToSnapshot");
    world()
        .change(
            snapshot.domain(),
            vm -> {
              SnapshotDefinition target = TestSnapshots.find(vm, snapshot.name());
              SnapshotState state = target.state();
              boolean online = state != null && state.isOnline();
              boolean started = REVERT_RUNNING.isIn(flags) || REVERT_PAUSED.isIn(flags);
              if (!vm.isPersistent() && !online && !started) {
                throw LibvirtException.invalidOperation(
                    TEST,
                    "transient domain needs to request run or pause to revert to inactive snapshot");
              }
              DomainDefinition former = target.domain();
              if (former == null) {
                throw LibvirtException.of(
                    ErrorCode.SNAPSHOT_REVERT_RISKY,
                    TEST,
                    "snapshot '%s' lacks domain '%s' rollback info"
                        .formatted(target.name(), vm.name()));
              }
              DomainDefinition copy = DomainXml.migratableCopy(former, world().parsing());
              if (online) {
                boolean paused =
                    !REVERT_RUNNING.isIn(flags)
                        && (state == SnapshotState.PAUSED || REVERT_PAUSED.isIn(flags));
                revertOnline(vm, copy, paused);
              } else {
                revertOffline(vm, copy, started, REVERT_PAUSED.isIn(flags));
              }
              vm.snapshots().setCurrent(target.name());
            });
  }

  private void revertOnline(TestDomain vm, DomainDefinition definition, boolean paused) {
    if (vm.isActive()) {
      stop(vm);
    }
    vm.redefine(definition);
    world().start(vm, RunState.RUNNING_FROM_SNAPSHOT);
    world().announce(vm, LifecycleChange.STARTED_FROM_SNAPSHOT);
    if (paused) {
      vm.become(RunState.PAUSED_FROM_SNAPSHOT);
      world().announce(vm, LifecycleChange.SUSPENDED_FROM_SNAPSHOT);
    }
  }

  /**
   * A start that the client asks for is announced, and does not happen: so does libvirt's driver.
   */
  private void revertOffline(
      TestDomain vm, DomainDefinition definition, boolean started, boolean paused) {
    vm.redefine(definition);
    if (vm.isActive()) {
      stop(vm);
    }
    if (started) {
      world().announce(vm, LifecycleChange.STARTED_FROM_SNAPSHOT);
      if (paused) {
        world().announce(vm, LifecycleChange.SUSPENDED_FROM_SNAPSHOT);
      }
    }
  }

  private void stop(TestDomain vm) {
    vm.stop(RunState.SHUTOFF_FROM_SNAPSHOT);
    world().announce(vm, LifecycleChange.STOPPED_FROM_SNAPSHOT);
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
    world()
        .change(
            snapshot.domain(),
            vm -> {
              String name = TestSnapshots.find(vm, snapshot.name()).name();
              if (DELETE_CHILDREN_ONLY.isIn(flags)) {
                vm.snapshots().removeDescendants(name);
              } else if (DELETE_CHILDREN.isIn(flags)) {
                vm.snapshots().removeTree(name);
              } else {
                vm.snapshots().remove(name);
              }
            });
  }
}
