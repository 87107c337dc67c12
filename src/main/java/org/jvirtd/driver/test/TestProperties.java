package org.jvirtd.driver.test;

import java.util.function.UnaryOperator;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainDefinition.LifecycleAction;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainControlInfo;
import org.jvirtd.protocol.domain.DomainInfo;
import org.jvirtd.protocol.domain.DomainProcedures;
import org.jvirtd.protocol.domain.DomainState;

/** Calls that tell what a domain is. */
interface TestProperties extends InWorld, DomainProcedures {

  /** The CPU time grows with the wall clock: it is the time since 1970, in nanoseconds. */
  @Override
  default DomainInfo domainGetInfo(Domain domain) {
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.current();
              return new DomainInfo(
                  vm.state().state().number(),
                  definition.maxMemoryKib(),
                  definition.currentMemoryKib(),
                  definition.vcpus(),
                  world().nowMicros() * 1000);
            });
  }

  @Override
  default DomainState domainGetState(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainGetState");
    return world()
        .with(domain, vm -> new DomainState(vm.state().state().number(), vm.state().reason()));
  }

  /** The guest's clock decides, so that a client can bring about every answer. */
  @Override
  default DomainControlInfo domainGetControlInfo(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainGetControlInfo");
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              return vm.guest().controlInfo();
            });
  }

  /** libvirt's driver answers so for any domain, defined or not. */
  @Override
  default String domainGetOsType(Domain domain) {
    return "linux";
  }

  @Override
  default int domainIsActive(Domain domain) {
    return world().with(domain, vm -> vm.isActive() ? 1 : 0);
  }

  @Override
  default int domainIsPersistent(Domain domain) {
    return world().with(domain, vm -> vm.isPersistent() ? 1 : 0);
  }

  /** libvirt's driver answers so for any domain, defined or not. */
  @Override
  default int domainIsUpdated(Domain domain) {
    return 0;
  }

  @Override
  default String domainGetXmlDesc(Domain domain, int flags) {
    Check.flags(
        flags,
        Flag.VIR_DOMAIN_XML_SECURE | Flag.VIR_DOMAIN_XML_INACTIVE | Flag.VIR_DOMAIN_XML_MIGRATABLE,
        "testDomainGetXMLDesc");
    boolean inactive = (flags & Flag.VIR_DOMAIN_XML_INACTIVE) != 0;
    return world()
        .with(
            domain,
            vm -> DomainXml.format(inactive ? vm.inactive() : vm.current(), vm.id(), flags));
  }

  @Override
  default void domainSetLifecycleAction(Domain domain, int type, int action, int flags) {
    LifecycleTrigger trigger = LifecycleTrigger.of(type);
    LifecycleAction wanted = LifecycleTrigger.action(action);
    Check.flags(flags, Flag.AFFECT, "testDomainSetLifecycleAction");
    trigger.requireAllows(wanted);
    UnaryOperator<DomainDefinition> change = definition -> trigger.set(definition, wanted);
    world().change(domain, vm -> vm.editEach(flags, change, change));
  }
}
