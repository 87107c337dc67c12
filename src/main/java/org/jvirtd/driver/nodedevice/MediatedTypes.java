package org.jvirtd.driver.nodedevice;

import static org.jvirtd.driver.nodedevice.DeviceSource.invalid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jvirtd.driver.nodedevice.Part.Facts;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.XmlElement;

/**
 * The types of mediated devices that can be made of a device.
 *
 * @param said whether the document has such a list, be it empty
 */
record MediatedTypes(boolean said, List<Part> types) {

  /** Those of all lists among the capabilities of an element. */
  static MediatedTypes among(XmlElement element) {
    boolean said = false;
    List<Part> types = new ArrayList<>();
    for (XmlElement inner : element.children("capability")) {
      String type = DeviceSource.type(inner);
      if (type == null) {
        throw invalid("Missing capability type");
      }
      if (type.equals("mdev_types")) {
        said = true;
        inner.children("type").forEach(one -> types.add(type(one)));
      }
    }
    return new MediatedTypes(said, types);
  }

  static Part type(XmlElement element) {
    DeviceSource source = new DeviceSource("", element);
    String id = element.attribute("id");
    if (id == null || id.isEmpty()) {
      throw invalid("missing 'id' attribute for mediated device's <type> element");
    }
    String api = source.text("deviceAPI");
    if (api == null) {
      throw invalid("missing device API for mediated device type '" + id + "'");
    }
    String raw = source.text("availableInstances");
    Long instances = raw == null ? null : Numbers.unsigned32(raw, 10);
    if (instances == null) {
      throw invalid("missing number of available instances for mediated device type '" + id + "'");
    }
    Facts facts = new Facts();
    facts.textIf("name", source.text("name"));
    facts.text("deviceAPI", api);
    facts.text("availableInstances", instances);
    return Part.of("type", facts.parts(), "id", id);
  }

  void addTo(Facts facts) {
    if (!types.isEmpty()) {
      facts.add(Part.of("capability", types, "type", "mdev_types"));
    }
  }

  Set<CapabilityType> nested() {
    return said ? Set.of(CapabilityType.MDEV_TYPES) : Set.of();
  }
}
