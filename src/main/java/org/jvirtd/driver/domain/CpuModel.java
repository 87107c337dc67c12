package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.natural;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;

import java.util.HashSet;
import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** {@code <cpu>}: the model of the guest's processor, its topology and its NUMA cells. */
final class CpuModel {

  private static final int VENDOR_ID_LENGTH = 12;

  private static final ValueType FALLBACK =
      oneOf(other -> unsupported("Invalid fallback attribute"), "allow", "forbid").unlessEmpty();

  private static final Schema MODEL =
      Schema.of("model")
          .attribute("fallback", FALLBACK.unchecked())
          .attribute("vendor_id", filled())
          .text(filled());

  private static final Schema TOPOLOGY =
      Schema.of("topology")
          .required("sockets", positive())
          .defaulted("dies", positive(), "1")
          .required("cores", positive())
          .required("threads", positive());

  private static final Schema CACHE =
      Schema.of("cache")
          .attribute("level", cacheLevel())
          .required("mode", oneOf("emulate", "passthrough", "disable"));

  private static final Schema MAX_PHYS_ADDR =
      Schema.of("maxphysaddr")
          .required("mode", oneOf("emulate", "passthrough"))
          .attribute("bits", natural());

  private static final Schema FEATURE =
      Schema.of("feature")
          .defaulted(
              "policy",
              oneOf(
                  raw -> unsupported("Invalid CPU feature policy"),
                  "force",
                  "require",
                  "optional",
                  "disable",
                  "forbid"),
              "require")
          .attribute("name", text());

  static final Schema SCHEMA =
      Schema.of("cpu")
          .attribute("mode", mode())
          .attribute("match", oneOf("exact", "minimum", "strict"))
          .attribute("check", optional("default", "none", "partial", "full"))
          .attribute("migratable", onOff())
          .child(MODEL)
          .child(Schema.text("vendor", filled()))
          .child(TOPOLOGY)
          .children(CACHE)
          .child(MAX_PHYS_ADDR)
          .children(FEATURE)
          .hooked(NumaCells.SCHEMA)
          .before("model", (source, cpu) -> requireMigratable(cpu))
          .after("model", (source, cpu) -> checkModel(cpu))
          .after("vendor", (source, cpu) -> requireModelOfVendor(cpu))
          .after("topology", CpuModel::checkFeatures)
          .before("cache", CpuModel::requireOneCache)
          .onRead((source, cpu) -> complete(cpu))
          .reads("model", "vendor", "topology", "feature", "cache", "maxphysaddr");

  private CpuModel() {}

  private static ValueType cacheLevel() {
    return (raw, site) -> {
      String level = natural().read(raw, site);
      if (level != null && (level.length() > 1 || level.charAt(0) < '1' || level.charAt(0) > '3')) {
        throw invalid("invalid CPU cache level, must be in range [1,3]");
      }
      return level;
    };
  }

  private static RpcException unsupported(String text) {
    return XmlFailure.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorDomain.CPU, text);
  }

  private static RpcException invalid(String text) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.CPU, text);
  }

  private static org.jvirtd.driver.xml.ValueType mode() {
    return oneOf(
        raw -> unsupported("Invalid mode attribute '" + raw + "'"),
        "custom",
        "host-model",
        "host-passthrough",
        "maximum");
  }

  private static void requireMigratable(Element cpu) {
    if (cpu.has("migratable") && !isPassed(cpu)) {
      throw unsupported(
          "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
    }
  }

  private static boolean isPassed(Element cpu) {
    return cpu.is("mode", "host-passthrough") || cpu.is("mode", "maximum");
  }

  private static boolean isNamed(Element cpu) {
    Element model = cpu.child("model");
    return model != null && model.text() != null;
  }

  private static void checkModel(Element cpu) {
    Element model = cpu.child("model");
    if (model == null || isPassed(cpu)) {
      return;
    }
    fallback(model);
    String vendor = model.get("vendor_id");
    if (vendor != null && vendor.length() != VENDOR_ID_LENGTH) {
      throw invalid("vendor_id must be exactly " + VENDOR_ID_LENGTH + " characters long");
    }
    if (vendor != null && vendor.indexOf(',') >= 0) {
      throw invalid("vendor id is invalid");
    }
  }

  private static void fallback(Element model) {
    String fallback = model.get("fallback");
    if (fallback != null) {
      model.set("fallback", FALLBACK.read(fallback, new ValueType.Site("model", "fallback")));
    }
  }

  private static void requireModelOfVendor(Element cpu) {
    if (cpu.child("vendor") != null && !isNamed(cpu)) {
      throw invalid("CPU vendor specified without CPU model");
    }
  }

  private static void requireOneCache(XmlElement source, Element cpu) {
    if (source.children("cache").size() > 1) {
      throw invalid("at most one CPU cache element may be specified");
    }
  }

  /** What is written of a processor depends on whether its model is named, or the host's. */
  private static void complete(Element cpu) {
    boolean named = isNamed(cpu);
    boolean custom = cpu.is("mode", "custom") || !cpu.has("mode");
    if (!custom || named) {
      cpu.set("mode", cpu.get("mode", "custom"));
      cpu.set("match", custom ? cpu.get("match", "exact") : null);
    } else {
      cpu.set("mode", null);
      cpu.set("match", null);
    }
    if (isPassed(cpu)) {
      cpu.removeAll("model");
      cpu.removeAll("vendor");
      return;
    }
    Element model = cpu.child("model");
    if (model != null && named && !model.has("fallback")) {
      model.set("fallback", "allow");
    }
    if (model != null && !named) {
      model.set("fallback", null);
      if (!model.has("vendor_id")) {
        cpu.removeAll("model");
      }
    }
  }

  private static void checkFeatures(XmlElement source, Element cpu) {
    Set<String> seen = new HashSet<>();
    for (XmlElement feature : source.children("feature")) {
      if (!isNamed(cpu) && (cpu.is("mode", "custom") || !cpu.has("mode"))) {
        throw invalid("Non-empty feature list specified without CPU model");
      }
      FEATURE.read(feature);
      String name = feature.attribute("name");
      if (name == null || name.isEmpty()) {
        throw invalid("Invalid CPU feature name");
      }
      if (!seen.add(name)) {
        throw invalid("CPU feature '" + name + "' specified more than once");
      }
    }
  }

  /** A check needs something that it can check, which is looked at when all is filled in. */
  static void requireModelOfCheck(Element domain) {
    Element cpu = domain.child("cpu");
    boolean custom = cpu != null && (cpu.is("mode", "custom") || !cpu.has("mode"));
    if (cpu != null && custom && !isNamed(cpu) && cpu.has("check")) {
      throw XmlFailure.unsupported("check attribute specified for CPU with no model");
    }
  }
}
