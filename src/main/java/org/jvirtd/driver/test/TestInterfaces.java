package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.Objects;
import org.jvirtd.driver.nodeinterface.InterfaceXml;
import org.jvirtd.driver.test.InterfaceTable.HostInterface;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.interfaces.Interface;
import org.jvirtd.protocol.interfaces.InterfaceFlags;
import org.jvirtd.protocol.interfaces.InterfaceList;
import org.jvirtd.protocol.interfaces.InterfaceProcedures;

/** The host's network interfaces and changes to their configuration. */
interface TestInterfaces extends InWorld, InterfaceProcedures {

  @Override
  default int connectNumOfInterfaces() {
    return world().interfaces().select(HostInterface::active).size();
  }

  @Override
  default int connectNumOfDefinedInterfaces() {
    return world().interfaces().select(one -> !one.active()).size();
  }

  @Override
  default List<String> connectListInterfaces(int maxNames) {
    requireFits(maxNames);
    return names(world().interfaces().select(HostInterface::active), maxNames);
  }

  @Override
  default List<String> connectListDefinedInterfaces(int maxNames) {
    requireFits(maxNames);
    return names(world().interfaces().select(one -> !one.active()), maxNames);
  }

  private static void requireFits(int maxNames) {
    Check.fits(maxNames, "maxnames", RemoteLimits.INTERFACE_LIST_MAX, "REMOTE_INTERFACE_LIST_MAX");
  }

  private static List<String> names(List<HostInterface> found, int count) {
    return found.stream().map(HostInterface::name).limit(count).toList();
  }

  @Override
  default InterfaceList connectListAllInterfaces(int needResults, int flags) {
    int active = InterfaceFlags.List.ACTIVE;
    int inactive = InterfaceFlags.List.INACTIVE;
    Check.flags(flags, active | inactive, "testConnectListAllInterfaces");
    List<Interface> found =
        world()
            .interfaces()
            .select(one -> Check.matches(flags, active, inactive, one.active()))
            .stream()
            .map(TestInterfaces::handle)
            .toList();
    Check.listable(found.size(), "interfaces", RemoteLimits.INTERFACE_LIST_MAX);
    return InterfaceList.of(found, needResults);
  }

  /** An interface without a MAC address has an empty one on the wire. */
  private static Interface handle(HostInterface found) {
    return new Interface(found.name(), Objects.requireNonNullElse(found.definition().mac(), ""));
  }

  @Override
  default Interface interfaceLookupByName(String name) {
    return handle(world().interfaces().byName(name));
  }

  @Override
  default Interface interfaceLookupByMacString(String mac) {
    List<HostInterface> found =
        world().interfaces().select(one -> mac.equalsIgnoreCase(one.definition().mac()));
    if (found.isEmpty()) {
      throw LibvirtException.of(
          ErrorCode.NO_INTERFACE, TEST, "no interface with matching mac '" + mac + "'");
    }
    if (found.size() > 1) {
      throw LibvirtException.of(ErrorCode.MULTIPLE_INTERFACES, TEST, null);
    }
    return new Interface(found.getFirst().name(), mac);
  }

  @Override
  default int interfaceIsActive(Interface iface) {
    return world().interfaces().byName(iface.name()).active() ? 1 : 0;
  }

  @Override
  default String interfaceGetXmlDesc(Interface iface, int flags) {
    Check.flags(flags, 0, "testInterfaceGetXMLDesc");
    return InterfaceXml.format(world().interfaces().byName(iface.name()).definition());
  }

  @Override
  default Interface interfaceDefineXml(String xml, int flags) {
    Check.flags(flags, InterfaceFlags.Define.VALIDATE, "testInterfaceDefineXML");
    return handle(world().interfaces().define(InterfaceXml.parse(xml, flags != 0)));
  }

  @Override
  default void interfaceUndefine(Interface iface) {
    world().interfaces().undefine(iface.name());
  }

  @Override
  default void interfaceCreate(Interface iface, int flags) {
    Check.flags(flags, 0, "testInterfaceCreate");
    world().interfaces().setActive(iface.name(), true);
  }

  @Override
  default void interfaceDestroy(Interface iface, int flags) {
    Check.flags(flags, 0, "testInterfaceDestroy");
    world().interfaces().setActive(iface.name(), false);
  }

  @Override
  default void interfaceChangeBegin(int flags) {
    Check.flags(flags, 0, "testInterfaceChangeBegin");
    world().interfaces().begin();
  }

  @Override
  default void interfaceChangeCommit(int flags) {
    Check.flags(flags, 0, "testInterfaceChangeCommit");
    world().interfaces().commit();
  }

  @Override
  default void interfaceChangeRollback(int flags) {
    Check.flags(flags, 0, "testInterfaceChangeRollback");
    world().interfaces().rollback();
  }
}
