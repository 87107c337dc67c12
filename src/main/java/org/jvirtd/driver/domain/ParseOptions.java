package org.jvirtd.driver.domain;

import java.util.UUID;
import java.util.function.Supplier;
import org.jvirtd.driver.xml.MacAddresses;
import org.jvirtd.driver.xml.XmlLimits;

/**
 * How a domain's definition is read.
 *
 * @param limits how large the document may be
 * @param architecture the architecture of a domain that names none
 * @param uuids where UUIDs come from that a definition leaves out
 * @param macAddresses where MAC addresses come from that a definition leaves out
 * @param strict whether what no schema knows is an error, and not just dropped
 */
public record ParseOptions(
    XmlLimits limits,
    String architecture,
    Supplier<UUID> uuids,
    Supplier<String> macAddresses,
    boolean strict) {

  /** As libvirt's test driver reads definitions: its host is an i686. */
  public static ParseOptions testDriver() {
    return new ParseOptions(
        XmlLimits.DEFAULT, "i686", UUID::randomUUID, MacAddresses.random("52:54:00"), false);
  }

  public ParseOptions withLimits(XmlLimits other) {
    return new ParseOptions(other, architecture, uuids, macAddresses, strict);
  }

  public ParseOptions withUuids(Supplier<UUID> other) {
    return new ParseOptions(limits, architecture, other, macAddresses, strict);
  }

  public ParseOptions withMacAddresses(Supplier<String> other) {
    return new ParseOptions(limits, architecture, uuids, other, strict);
  }

  public ParseOptions withStrict(boolean other) {
    return new ParseOptions(limits, architecture, uuids, macAddresses, other);
  }
}
