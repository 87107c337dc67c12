package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainXml;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainJobProcedures;

/** Calls that put a domain aside, in a file of the client's choice or in the driver's keeping. */
interface TestImages extends InWorld, DomainJobProcedures {
  @Override
  default void domainSave(Domain domain, String to) {
    save(domain, to);
  }

  @Override
  default void domainSaveFlags(Domain domain, String to, @Nullable String xml, int flags) {
    Check.exclusive(flags, Check.SAVE_RUNNING, Check.SAVE_PAUSED, "virDomainSaveFlags");
    Check.flags(flags, 0, "testDomainSaveFlags");
    requireNoXml(xml);
    save(domain, to);
  }

  private void save(Domain domain, String to) {
    world()
        .change(
            domain,
            vm -> {
              vm.requireActive();
              SaveImage.write(
                  to, vm.name(), DomainXml.format(vm.current(), vm.id(), DomainXml.SECURE));
              world().stop(vm, RunState.SHUTOFF_SAVED, LifecycleChange.STOPPED_SAVED);
            });
  }

  private static void requireNoXml(@Nullable String xml) {
    if (xml != null) {
      throw LibvirtException.of(
          ErrorCode.ARGUMENT_UNSUPPORTED, TEST, "xml modification unsupported");
    }
  }

  @Override
  default void domainRestore(String from) {
    restore(from);
  }

  @Override
  default void domainRestoreFlags(String from, @Nullable String xml, int flags) {
    Check.exclusive(flags, Check.SAVE_RUNNING, Check.SAVE_PAUSED, "virDomainRestoreFlags");
    Check.flags(flags, 0, "testDomainRestoreFlags");
    requireNoXml(xml);
    restore(from);
  }

  /** The image stays where it is, and can be restored again. */
  private void restore(String from) {
    world()
        .startOnce(
            world().parse(SaveImage.read(from)),
            RunState.RUNNING_RESTORED,
            LifecycleChange.STARTED_RESTORED);
  }

  @Override
  default String domainSaveImageGetXmlDesc(String file, int flags) {
    Check.flags(flags, Flag.VIR_DOMAIN_SAVE_IMAGE_XML_SECURE, "testDomainSaveImageGetXMLDesc");
    return secureXml(world().parse(SaveImage.read(file)));
  }

  @Override
  default void domainSaveImageDefineXml(String file, String xml, int flags) {
    Check.exclusive(flags, Check.SAVE_RUNNING, Check.SAVE_PAUSED, "virDomainSaveImageDefineXML");
    Check.flags(
        flags,
        Flag.VIR_DOMAIN_SAVE_RUNNING | Flag.VIR_DOMAIN_SAVE_PAUSED,
        "testDomainSaveImageDefineXML");
    // Only what is an image already may be overwritten.
    world().parse(SaveImage.read(file));
    DomainDefinition definition = world().parse(xml);
    SaveImage.write(file, definition.name(), secureXml(definition));
  }

  /** Of a domain that does not run, with its passwords. */
  private static String secureXml(DomainDefinition definition) {
    return DomainXml.format(definition, -1, DomainXml.SECURE);
  }

  @Override
  default void domainManagedSave(Domain domain, int flags) {
    Check.exclusive(flags, Check.SAVE_RUNNING, Check.SAVE_PAUSED, "virDomainManagedSave");
    Check.flags(
        flags,
        Flag.VIR_DOMAIN_SAVE_BYPASS_CACHE
            | Flag.VIR_DOMAIN_SAVE_RUNNING
            | Flag.VIR_DOMAIN_SAVE_PAUSED,
        "testDomainManagedSave");
    world()
        .change(
            domain,
            vm -> {
              vm.requireActive();
              if (!vm.isPersistent()) {
                throw LibvirtException.invalidOperation(
                    TEST, "cannot do managed save for transient domain");
              }
              vm.setManagedSave(true);
              world().stop(vm, RunState.SHUTOFF_SAVED, LifecycleChange.STOPPED_SAVED);
            });
  }

  @Override
  default int domainHasManagedSaveImage(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainHasManagedSaveImage");
    return world().with(domain, vm -> vm.hasManagedSave() ? 1 : 0);
  }

  @Override
  default void domainManagedSaveRemove(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainManagedSaveRemove");
    world().change(domain, vm -> vm.setManagedSave(false));
  }

  @Override
  default void domainCoreDump(Domain domain, String to, int flags) {
    dump(domain, to, 0, flags, "virDomainCoreDump");
  }

  @Override
  default void domainCoreDumpWithFormat(Domain domain, String to, int dumpFormat, int flags) {
    String api = "virDomainCoreDumpWithFormat";
    int formats = 5;
    if (Integer.compareUnsigned(dumpFormat, formats) >= 0) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, "flags", "dumpformat '" + dumpFormat + "' is not supported");
    }
    dump(domain, to, dumpFormat, flags, api);
  }

  private void dump(Domain domain, String to, int format, int flags, String api) {
    Check.exclusive(flags, Check.DUMP_CRASH, Check.DUMP_LIVE, api);
    Check.exclusive(flags, Check.DUMP_CRASH, Check.DUMP_RESET, api);
    Check.exclusive(flags, Check.DUMP_LIVE, Check.DUMP_RESET, api);
    Check.flags(flags, Flag.VIR_DUMP_CRASH, "testDomainCoreDumpWithFormat");
    world()
        .change(
            domain,
            vm -> {
              vm.requireActive();
              SaveImage.writeCoreDump(to, vm.name());
              if (format != 0) {
                throw LibvirtException.of(
                    ErrorCode.OPERATION_UNSUPPORTED,
                    TEST,
                    "kdump-compressed format is not supported here");
              }
              if ((flags & Flag.VIR_DUMP_CRASH) != 0) {
                world().stop(vm, RunState.SHUTOFF_CRASHED, LifecycleChange.STOPPED_CRASHED);
              }
            });
  }
}
