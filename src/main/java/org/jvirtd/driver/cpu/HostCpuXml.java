package org.jvirtd.driver.cpu;

import static org.jvirtd.driver.xml.Values.natural;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.Architectures;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * Reads the XML of a host's processor: the {@code <cpu>} of a capabilities document. What an answer
 * does not need is checked as libvirt checks it, in its order, and dropped.
 */
final class HostCpuXml {

  /** What errors call the document. */
  private static final String ORIGIN = "(CPU_definition)";

  private static final Schema SIGNATURE =
      Schema.of("signature")
          .required("family", positive())
          .required("model", uint())
          .required("stepping", uint());

  private static final Schema COUNTER =
      Schema.of("counter").required("frequency", ulong()).attribute("scaling", yesNo());

  private static final Schema TOPOLOGY =
      Schema.of("topology")
          .required("sockets", positive())
          .attribute("dies", positive())
          .required("cores", positive())
          .required("threads", positive());

  private static final Schema CACHE =
      Schema.of("cache").required("mode", oneOf("emulate", "passthrough", "disable"));

  private static final Schema MAX_PHYS_ADDR =
      Schema.of("maxphysaddr")
          .required("mode", oneOf("emulate", "passthrough"))
          .attribute("bits", natural());

  private HostCpuXml() {}

  /**
   * @throws RpcException with libvirt's code and text when the document is not well formed, over a
   *     limit, or not a host's processor
   */
  static HostCpu parse(String xml) {
    XmlElement cpu;
    try {
      cpu = XmlReader.read(xml, ORIGIN, null, XmlLimits.DEFAULT);
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.CPU, e);
    }
    if (!cpu.name().equals("cpu")) {
      throw invalid("XML does not contain expected 'cpu' element");
    }
    checkMode(cpu);
    String architecture = architecture(cpu);
    checkHost(cpu);
    String model = text(cpu, "model");
    if (model == null) {
      throw invalid("Missing CPU model name");
    }
    String vendor = text(cpu, "vendor");
    check(TOPOLOGY, cpu.child("topology"));
    List<String> features = features(cpu);
    checkCaches(cpu.children("cache"));
    check(MAX_PHYS_ADDR, cpu.child("maxphysaddr"));
    return new HostCpu(architecture, model, vendor, features);
  }

  private static void checkMode(XmlElement cpu) {
    if (cpu.attribute("mode") != null) {
      throw unsupported("Attribute mode is only allowed for guest CPU");
    }
    if (onOff().of(cpu, "migratable") != null) {
      throw unsupported(
          "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
    }
  }

  private static String architecture(XmlElement cpu) {
    String name = text(cpu, "arch");
    if (name == null) {
      throw invalid("Missing CPU architecture");
    }
    if (name.equals("none") || !Architectures.KNOWN.contains(name)) {
      throw unsupported("Unknown architecture " + name);
    }
    return name;
  }

  private static void checkHost(XmlElement cpu) {
    XmlElement microcode = cpu.child("microcode");
    String version = microcode == null ? null : microcode.attribute("version");
    if (version != null && Numbers.unsigned32(version, 10) == null) {
      throw unsupported("invalid microcode version");
    }
    check(SIGNATURE, cpu.child("signature"));
    for (XmlElement counter : cpu.children("counter")) {
      if ("tsc".equals(counter.attribute("name"))) {
        check(COUNTER, counter);
        return;
      }
    }
  }

  private static List<String> features(XmlElement cpu) {
    Set<String> names = new LinkedHashSet<>();
    for (XmlElement feature : cpu.children("feature")) {
      String name = feature.attribute("name");
      if (name == null || name.isEmpty()) {
        throw invalid("Invalid CPU feature name");
      }
      if (!names.add(name)) {
        throw invalid("CPU feature '" + name + "' specified more than once");
      }
    }
    return new ArrayList<>(names);
  }

  private static void checkCaches(List<XmlElement> caches) {
    if (caches.size() > 1) {
      throw invalid("at most one CPU cache element may be specified");
    }
    for (XmlElement cache : caches) {
      String level = natural().of(cache, "level");
      if (level != null && !Set.of("1", "2", "3").contains(level)) {
        throw invalid("invalid CPU cache level, must be in range [1,3]");
      }
      check(CACHE, cache);
    }
  }

  private static void check(Schema schema, @Nullable XmlElement element) {
    if (element != null) {
      Element _ = schema.read(element);
    }
  }

  /** The text of the first child of that name; null where it is missing or empty. */
  private static @Nullable String text(XmlElement cpu, String name) {
    XmlElement child = cpu.child(name);
    return child == null || child.text().isEmpty() ? null : child.text();
  }

  private static RpcException invalid(String text) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.CPU, text);
  }

  private static RpcException unsupported(String text) {
    return XmlFailure.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text);
  }
}
