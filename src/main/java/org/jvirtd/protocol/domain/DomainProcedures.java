package org.jvirtd.protocol.domain;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Finding, defining, starting and stopping domains, and what they are. */
@ReportsAs(DOMAIN)
public interface DomainProcedures {
  @Procedure(value = 9, api = "virDomainCreate", access = WRITE)
  default void domainCreate(Domain domain) {
    throw notSupported(DOMAIN, "virDomainCreate");
  }

  @Procedure(value = 10, api = "virDomainCreateXML", access = WRITE)
  default Domain domainCreateXml(String xmlDesc, int flags) {
    throw notSupported(DOMAIN, "virDomainCreateXML");
  }

  @Procedure(value = 11, priority = HIGH, api = "virDomainDefineXML", access = WRITE)
  default Domain domainDefineXml(String xml) {
    throw notSupported(DOMAIN, "virDomainDefineXML");
  }

  @Procedure(value = 12, priority = HIGH, api = "virDomainDestroy", access = WRITE)
  default void domainDestroy(Domain domain) {
    throw notSupported(DOMAIN, "virDomainDestroy");
  }

  @Procedure(
      value = 14,
      api = "virDomainGetXMLDesc",
      writeFlags = DomainFlags.Xml.SECURE | DomainFlags.Xml.MIGRATABLE)
  default String domainGetXmlDesc(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetXMLDesc");
  }

  @Procedure(value = 15, priority = HIGH, api = "virDomainGetAutostart")
  default int domainGetAutostart(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetAutostart");
  }

  @Procedure(value = 16, api = "virDomainGetInfo")
  default DomainInfo domainGetInfo(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetInfo");
  }

  @Procedure(value = 19, priority = HIGH, api = "virDomainGetOSType")
  default String domainGetOsType(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetOSType");
  }

  @Procedure(value = 21, priority = HIGH, api = "virConnectListDefinedDomains")
  @XdrLimit(RemoteLimits.DOMAIN_LIST_MAX)
  default List<String> connectListDefinedDomains(int maxNames) {
    throw notSupported(DOMAIN, "virConnectListDefinedDomains");
  }

  @Procedure(value = 22, priority = HIGH, api = "virDomainLookupByID")
  default Domain domainLookupById(int id) {
    throw notSupported(DOMAIN, "virDomainLookupByID");
  }

  @Procedure(value = 23, priority = HIGH, api = "virDomainLookupByName")
  default Domain domainLookupByName(String name) {
    throw notSupported(DOMAIN, "virDomainLookupByName");
  }

  @Procedure(value = 24, priority = HIGH, api = "virDomainLookupByUUID")
  default Domain domainLookupByUuid(UUID uuid) {
    throw notSupported(DOMAIN, "virDomainLookupByUUID");
  }

  @Procedure(value = 25, priority = HIGH, api = "virConnectNumOfDefinedDomains")
  default int connectNumOfDefinedDomains() {
    throw notSupported(DOMAIN, "virConnectNumOfDefinedDomains");
  }

  @Procedure(value = 27, api = "virDomainReboot", access = WRITE)
  default void domainReboot(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainReboot");
  }

  @Procedure(value = 28, api = "virDomainResume", access = WRITE)
  default void domainResume(Domain domain) {
    throw notSupported(DOMAIN, "virDomainResume");
  }

  @Procedure(value = 29, priority = HIGH, api = "virDomainSetAutostart", access = WRITE)
  default void domainSetAutostart(Domain domain, int autostart) {
    throw notSupported(DOMAIN, "virDomainSetAutostart");
  }

  @Procedure(value = 33, api = "virDomainShutdown", access = WRITE)
  default void domainShutdown(Domain domain) {
    throw notSupported(DOMAIN, "virDomainShutdown");
  }

  @Procedure(value = 34, api = "virDomainSuspend", access = WRITE)
  default void domainSuspend(Domain domain) {
    throw notSupported(DOMAIN, "virDomainSuspend");
  }

  @Procedure(value = 35, priority = HIGH, api = "virDomainUndefine", access = WRITE)
  default void domainUndefine(Domain domain) {
    throw notSupported(DOMAIN, "virDomainUndefine");
  }

  @Procedure(value = 37, priority = HIGH, api = "virConnectListDomains")
  @XdrLimit(RemoteLimits.DOMAIN_LIST_MAX)
  default int[] connectListDomains(int maxIds) {
    throw notSupported(DOMAIN, "virConnectListDomains");
  }

  @Procedure(value = 51, priority = HIGH, api = "virConnectNumOfDomains")
  default int connectNumOfDomains() {
    throw notSupported(DOMAIN, "virConnectNumOfDomains");
  }

  @Procedure(value = 135, api = "virConnectDomainXMLFromNative", access = WRITE)
  default String connectDomainXmlFromNative(String nativeFormat, String nativeConfig, int flags) {
    throw notSupported(DOMAIN, "virConnectDomainXMLFromNative");
  }

  @Procedure(value = 136, api = "virConnectDomainXMLToNative", access = WRITE)
  default String connectDomainXmlToNative(String nativeFormat, String domainXml, int flags) {
    throw notSupported(DOMAIN, "virConnectDomainXMLToNative");
  }

  @Procedure(value = 150, priority = HIGH, api = "virDomainIsActive")
  default int domainIsActive(Domain domain) {
    throw notSupported(DOMAIN, "virDomainIsActive");
  }

  @Procedure(value = 151, priority = HIGH, api = "virDomainIsPersistent")
  default int domainIsPersistent(Domain domain) {
    throw notSupported(DOMAIN, "virDomainIsPersistent");
  }

  @Procedure(value = 196, api = "virDomainCreateWithFlags", access = WRITE)
  default Domain domainCreateWithFlags(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainCreateWithFlags");
  }

  @Procedure(value = 202, priority = HIGH, api = "virDomainIsUpdated")
  default int domainIsUpdated(Domain domain) {
    throw notSupported(DOMAIN, "virDomainIsUpdated");
  }

  @Procedure(value = 212, priority = HIGH, api = "virDomainGetState")
  default DomainState domainGetState(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetState");
  }

  @Procedure(value = 229, priority = HIGH, api = "virDomainGetControlInfo")
  default DomainControlInfo domainGetControlInfo(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetControlInfo");
  }

  @Procedure(value = 231, priority = HIGH, api = "virDomainUndefineFlags", access = WRITE)
  default void domainUndefineFlags(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainUndefineFlags");
  }

  @Procedure(value = 234, priority = HIGH, api = "virDomainDestroyFlags", access = WRITE)
  default void domainDestroyFlags(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainDestroyFlags");
  }

  @Procedure(value = 245, api = "virDomainReset", access = WRITE)
  default void domainReset(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainReset");
  }

  @Procedure(value = 258, api = "virDomainShutdownFlags", access = WRITE)
  default void domainShutdownFlags(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainShutdownFlags");
  }

  @Procedure(value = 273, priority = HIGH, api = "virConnectListAllDomains")
  default DomainList connectListAllDomains(int needResults, int flags) {
    throw notSupported(DOMAIN, "virConnectListAllDomains");
  }

  /** The call carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(value = 309, api = "virDomainCreateXMLWithFiles", access = WRITE, descriptors = true)
  default Domain domainCreateXmlWithFiles(String xmlDesc, int flags) {
    throw notSupported(DOMAIN, "virDomainCreateXMLWithFiles");
  }

  /** The call carries file descriptors (UNIX sockets only, semantics section 2). */
  @Procedure(value = 310, api = "virDomainCreateWithFiles", access = WRITE, descriptors = true)
  default Domain domainCreateWithFiles(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainCreateWithFiles");
  }

  @Procedure(value = 342, api = "virConnectGetDomainCapabilities", access = WRITE)
  default String connectGetDomainCapabilities(
      @Nullable String emulatorBinary,
      @Nullable String arch,
      @Nullable String machine,
      @Nullable String virtType,
      int flags) {
    throw notSupported(DOMAIN, "virConnectGetDomainCapabilities");
  }

  @Procedure(value = 344, api = "virConnectGetAllDomainStats")
  @XdrLimit(RemoteLimits.DOMAIN_LIST_MAX)
  default List<DomainStatsRecord> connectGetAllDomainStats(
      @XdrLimit(RemoteLimits.DOMAIN_LIST_MAX) List<Domain> domains, int stats, int flags) {
    throw notSupported(DOMAIN, "virConnectGetAllDomainStats");
  }

  @Procedure(value = 350, priority = HIGH, api = "virDomainDefineXMLFlags", access = WRITE)
  default Domain domainDefineXmlFlags(String xml, int flags) {
    throw notSupported(DOMAIN, "virDomainDefineXMLFlags");
  }

  @Procedure(value = 358, api = "virDomainRename", access = WRITE)
  default int domainRename(Domain domain, @Nullable String newName, int flags) {
    throw notSupported(DOMAIN, "virDomainRename");
  }

  @Procedure(value = 390, api = "virDomainSetLifecycleAction", access = WRITE)
  default void domainSetLifecycleAction(Domain domain, int type, int action, int flags) {
    throw notSupported(DOMAIN, "virDomainSetLifecycleAction");
  }

  /** Whether a domain starts with the host's next start, but no later one (libvirt 11.2.0). */
  @Procedure(value = 449, priority = HIGH, api = "virDomainGetAutostartOnce")
  default int domainGetAutostartOnce(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetAutostartOnce");
  }

  @Procedure(value = 450, priority = HIGH, api = "virDomainSetAutostartOnce", access = WRITE)
  default void domainSetAutostartOnce(Domain domain, int autostart) {
    throw notSupported(DOMAIN, "virDomainSetAutostartOnce");
  }
}
