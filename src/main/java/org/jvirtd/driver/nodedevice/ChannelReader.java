package org.jvirtd.driver.nodedevice;

import java.util.List;
import org.jvirtd.driver.nodedevice.Capability.Plain;
import org.jvirtd.driver.nodedevice.Part.Facts;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.XmlElement;

/** Reads what mainframes have: devices on channels, and adjunct processors. */
record ChannelReader(DeviceSource source) {

  private static final int MAX_AP_DOMAIN = 255;

  /** A device's address. */
  List<Part> address() {
    return List.of(
        Part.text("cssid", Numbers.hex(part("cssid", 0), 1)),
        Part.text("ssid", Numbers.hex(part("ssid", 0), 1)),
        Part.text("devno", Numbers.hex(part("devno", 16), 4)));
  }

  private long part(String name, int radix) {
    String raw = source.text(name);
    if (raw == null) {
      throw source.unsupported("missing " + name + " value");
    }
    Long value = Numbers.unsigned(raw, radix);
    if (value == null || value < 0 || value > 0xFFFF_FFFFL) {
      throw source.unsupported("invalid " + name + " value '" + raw + "'");
    }
    return value;
  }

  /** A subchannel. */
  Capability subchannel() {
    Facts facts = new Facts();
    address().forEach(facts::add);
    MediatedTypes types = MediatedTypes.among(source.element());
    XmlElement channel = source.element().child("channel_dev_addr");
    if (channel != null) {
      facts.add(
          Part.of(
              "channel_dev_addr",
              new ChannelReader(new DeviceSource(source.device(), channel)).address()));
    }
    types.addTo(facts);
    return new Plain(CapabilityType.CSS, types.nested(), facts.parts());
  }

  /** A card with cryptographic processors. */
  Part adapter() {
    return Part.text("ap-adapter", Numbers.hex(part("ap-adapter", 0), 2));
  }

  /** A queue of such a card. */
  List<Part> queue() {
    Part adapter = adapter();
    long domain = part("ap-domain", 0);
    if (domain > MAX_AP_DOMAIN) {
      throw source.unsupported(
          "ap-domain value '" + source.text("ap-domain") + "' is out of range");
    }
    return List.of(adapter, Part.text("ap-domain", Numbers.hex(domain, 4)));
  }

  /** The host's matrix of cards and queues. */
  Capability matrix() {
    MediatedTypes types = MediatedTypes.among(source.element());
    Facts facts = new Facts();
    types.addTo(facts);
    return new Plain(CapabilityType.AP_MATRIX, types.nested(), facts.parts());
  }
}
