package org.jvirtd.driver.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jvirtd.driver.network.NetworkXml;
import org.jvirtd.driver.nodedevice.NodeDeviceXml;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition;
import org.jvirtd.driver.nodeinterface.InterfaceXml;
import org.jvirtd.driver.storage.StoragePoolXml;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.storage.StoragePool;

/**
 * What the host of {@code test:///default} begins with, besides its domain: the network, the
 * interface, the storage pool and the devices of libvirt's test driver.
 */
final class DefaultHost {

  private DefaultHost() {}

  static void furnish(World world) {
    Network network = world.networks().define(NetworkXml.parse(text("default-network.xml"), false));
    world.networks().start(network);
    InterfaceDefinition card = InterfaceXml.parse(text("default-interface.xml"), false);
    world.interfaces().define(card);
    world.interfaces().setActive(card.name(), true);
    StoragePool _ = world.pools().addActive(StoragePoolXml.parse(text("default-pool.xml"), false));
    XmlReader.read(text("default-devices.xml"), "default-devices.xml", "devices", XmlLimits.DEFAULT)
        .children("device")
        .forEach(device -> world.devices().add(NodeDeviceXml.read(device)));
  }

  private static String text(String resource) {
    try (InputStream in = DefaultHost.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
