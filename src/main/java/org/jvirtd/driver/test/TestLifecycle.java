package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;
import static org.jvirtd.protocol.ErrorDomain.XML;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainDefinition.LifecycleAction;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainProcedures;
import org.jvirtd.rpc.IgnoresDescriptors;

/** Calls that define, start, pause, stop and forget domains; {@link RunState} has the picture. */
interface TestLifecycle extends InWorld, DomainProcedures {

  @Override
  default Domain domainDefineXml(String xml) {
    return domainDefineXmlFlags(xml, 0);
  }

  @Override
  default Domain domainDefineXmlFlags(String xml, int flags) {
    Check.flags(flags, Flag.VIR_DOMAIN_DEFINE_VALIDATE, "testDomainDefineXMLFlags");
    DomainDefinition definition =
        world().parse(xml, (flags & Flag.VIR_DOMAIN_DEFINE_VALIDATE) != 0);
    requirePrintableName(definition);
    return world()
        .domains()
        .admit(
            definition,
            (domain, fresh) -> {
              boolean known = domain.redefine(definition) && !fresh;
              domain.becomePersistent();
              world()
                  .announce(
                      domain,
                      known ? LifecycleChange.DEFINED_UPDATED : LifecycleChange.DEFINED_ADDED);
              return domain.handle();
            });
  }

  /** Only a definition is refused so: a transient domain may have such a name, as in libvirt. */
  private static void requirePrintableName(DomainDefinition definition) {
    if (definition.name().contains("\n")) {
      throw LibvirtException.of(ErrorCode.XML_DETAIL, XML, "invalid char in name: \n");
    }
  }

  @Override
  default Domain domainCreateXml(String xmlDesc, int flags) {
    Check.flags(flags, Flag.VIR_DOMAIN_START_VALIDATE, "testDomainCreateXML");
    return world()
        .startOnce(
            world().parse(xmlDesc, (flags & Flag.VIR_DOMAIN_START_VALIDATE) != 0),
            RunState.RUNNING_BOOTED,
            LifecycleChange.STARTED_BOOTED);
  }

  /** The files are for the guest's first program, which no test guest has. */
  @IgnoresDescriptors
  @Override
  default Domain domainCreateXmlWithFiles(String xmlDesc, int flags) {
    return domainCreateXml(xmlDesc, flags);
  }

  @Override
  default void domainCreate(Domain domain) {
    domainCreateWithFlags(domain, 0);
  }

  @IgnoresDescriptors
  @Override
  default Domain domainCreateWithFiles(Domain domain, int flags) {
    return domainCreateWithFlags(domain, flags);
  }

  @Override
  default Domain domainCreateWithFlags(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainCreateWithFlags");
    return world()
        .with(
            domain,
            vm -> {
              if (vm.isActive()) {
                throw LibvirtException.internal(
                    TEST, "Domain '" + domain.name() + "' is already running");
              }
              world().start(vm, RunState.RUNNING_BOOTED);
              world().announce(vm, LifecycleChange.STARTED_BOOTED);
              return vm.handle();
            });
  }

  @Override
  default void domainSuspend(Domain domain) {
    world()
        .change(
            domain,
            vm -> {
              if (vm.state().state() != RunState.State.RUNNING) {
                throw notRunning(domain);
              }
              vm.become(RunState.PAUSED_USER);
              world().announce(vm, LifecycleChange.SUSPENDED_PAUSED);
            });
  }

  @Override
  default void domainResume(Domain domain) {
    world()
        .change(
            domain,
            vm -> {
              if (vm.state().state() != RunState.State.PAUSED) {
                throw LibvirtException.internal(TEST, "domain '" + domain.name() + "' not paused");
              }
              vm.become(RunState.RUNNING_UNPAUSED);
              world().announce(vm, LifecycleChange.RESUMED_UNPAUSED);
            });
  }

  private static LibvirtException notRunning(Domain domain) {
    return LibvirtException.internal(TEST, "domain '" + domain.name() + "' not running");
  }

  @Override
  default void domainShutdown(Domain domain) {
    domainShutdownFlags(domain, 0);
  }

  @Override
  default void domainShutdownFlags(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainShutdownFlags");
    world()
        .change(
            domain,
            vm -> {
              if (!vm.isActive()) {
                throw notRunning(domain);
              }
              stopOrReboot(vm, vm.current().onPoweroff());
            });
  }

  /** A domain that restarts emits no event: libvirt's driver has none for it. */
  @Override
  default void domainReboot(Domain domain, int flags) {
    Check.flags(flags, Flag.REBOOT_MODES, "testDomainReboot");
    world()
        .change(
            domain,
            vm -> {
              vm.requireActive();
              stopOrReboot(vm, vm.current().onReboot());
            });
  }

  private void stopOrReboot(TestDomain vm, LifecycleAction action) {
    if (LifecycleTrigger.restarts(action)) {
      vm.become(RunState.RUNNING_BOOTED);
    } else {
      world().stop(vm, RunState.SHUTOFF_SHUTDOWN, LifecycleChange.STOPPED_SHUTDOWN);
    }
  }

  @Override
  default void domainReset(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainReset");
    world().change(domain, TestDomain::requireActive);
  }

  @Override
  default void domainDestroy(Domain domain) {
    domainDestroyFlags(domain, 0);
  }

  @Override
  default void domainDestroyFlags(Domain domain, int flags) {
    Check.flags(flags, Flag.VIR_DOMAIN_DESTROY_GRACEFUL, "testDomainDestroyFlags");
    world()
        .change(
            domain,
            vm -> {
              vm.requireActive();
              world().stop(vm, RunState.SHUTOFF_DESTROYED, LifecycleChange.STOPPED_DESTROYED);
            });
  }

  @Override
  default void domainUndefine(Domain domain) {
    domainUndefineFlags(domain, 0);
  }

  @Override
  default void domainUndefineFlags(Domain domain, int flags) {
    Check.flags(
        flags,
        Flag.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | Flag.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA,
        "testDomainUndefineFlags");
    world()
        .change(
            domain,
            vm -> {
              if (vm.hasManagedSave() && (flags & Flag.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE) == 0) {
                throw LibvirtException.invalidOperation(
                    TEST, "Refusing to undefine while domain managed save image exists");
              }
              requireNoSnapshots(vm, flags);
              if (vm.isActive()) {
                vm.becomeTransient();
              } else {
                world().domains().remove(vm);
              }
              world().announce(vm, LifecycleChange.UNDEFINED_REMOVED);
            });
  }

  private static void requireNoSnapshots(TestDomain vm, int flags) {
    int snapshots = vm.isActive() ? 0 : vm.snapshots().size();
    if (snapshots != 0 && (flags & Flag.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA) == 0) {
      throw LibvirtException.invalidOperation(
          TEST, "cannot delete inactive domain with " + snapshots + " snapshots");
    }
  }

  /**
   * @param newName null is what only a client that is not libvirt's own sends
   */
  @Override
  default int domainRename(Domain domain, @Nullable String newName, int flags) {
    String name = requireNewName(newName);
    Check.flags(flags, 0, "testDomainRename");
    return world()
        .with(
            domain,
            vm -> {
              requireRenamable(vm, name);
              Domain old = vm.handle();
              world().domains().rename(vm, name);
              world().announce(old, LifecycleChange.UNDEFINED_RENAMED);
              world().announce(vm, LifecycleChange.DEFINED_RENAMED);
              return 0;
            });
  }

  private static String requireNewName(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      String missing = name == null ? "must not be NULL" : "must not be empty";
      throw LibvirtException.invalidArgument(
          DOMAIN, "virDomainRename", "new_name", "string new_name in virDomainRename " + missing);
    }
    return name;
  }

  private static void requireRenamable(TestDomain vm, String newName) {
    if (vm.isActive()) {
      throw LibvirtException.invalidOperation(TEST, "cannot rename active domain");
    }
    if (!vm.isPersistent()) {
      throw LibvirtException.invalidOperation(TEST, "cannot rename a transient domain");
    }
    if (vm.name().equals(newName)) {
      throw LibvirtException.invalidOperation(DOMAIN, "Can't rename domain to itself");
    }
    if (newName.contains("/")) {
      throw LibvirtException.of(
          ErrorCode.XML_ERROR, TEST, "name " + newName + " cannot contain '/'");
    }
  }

  @Override
  default int domainGetAutostart(Domain domain) {
    return world().with(domain, vm -> vm.isAutostarted() ? 1 : 0);
  }

  @Override
  default void domainSetAutostart(Domain domain, int autostart) {
    world().change(domain, vm -> vm.setAutostart(autostart != 0));
  }
}
