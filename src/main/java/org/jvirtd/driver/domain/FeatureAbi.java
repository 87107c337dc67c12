package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.AbiRule.changed;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;

/**
 * What of {@code <features>} a guest can see. Errors name the source's value first, unlike all
 * others. The order and the words are libvirt's.
 */
final class FeatureAbi {

  private static final String DEFAULT = "default";

  /** A feature, and what is told of it: of one that is not there, too. */
  private record Feature(String name, BiFunction<String, @Nullable Element, String> told) {}

  private static final List<Feature> FEATURES =
      List.of(
          new Feature("acpi", FeatureAbi::present),
          new Feature(
              "apic", (name, apic) -> present(name, apic) + ",eoi=" + value(apic, "eoi", DEFAULT)),
          new Feature("pae", FeatureAbi::present),
          new Feature("hap", FeatureAbi::state),
          new Feature("viridian", FeatureAbi::present),
          new Feature("privnet", FeatureAbi::present),
          new Feature("hyperv", FeatureAbi::hypervMode),
          new Feature("kvm", FeatureAbi::present),
          new Feature("pvspinlock", FeatureAbi::state),
          new Feature(
              "capabilities", (name, feature) -> "policy=" + value(feature, "policy", DEFAULT)),
          new Feature("pmu", FeatureAbi::state),
          new Feature("vmport", FeatureAbi::state),
          new Feature(
              "gic",
              (name, gic) -> present(name, gic) + ",version=" + value(gic, "version", "none")),
          new Feature("smm", FeatureAbi::state),
          new Feature("ioapic", (name, feature) -> "driver=" + value(feature, "driver", "none")),
          new Feature("hpt", FeatureAbi::pageTable),
          new Feature("vmcoreinfo", FeatureAbi::state),
          new Feature("htm", FeatureAbi::state),
          new Feature("nested-hv", FeatureAbi::state),
          new Feature("ccf-assist", FeatureAbi::state),
          new Feature("xen", FeatureAbi::present),
          new Feature("cfpc", FeatureAbi::workaround),
          new Feature("sbbc", FeatureAbi::workaround),
          new Feature("ibs", FeatureAbi::workaround));

  private static final List<String> KVM =
      List.of("hidden", "hint-dedicated", "poll-control", "pv-ipi", "dirty-ring");

  private final @Nullable Element source;
  private final @Nullable Element target;

  private FeatureAbi(@Nullable Element source, @Nullable Element target) {
    this.source = source;
    this.target = target;
  }

  static void check(Element source, Element target) {
    new FeatureAbi(source.child("features"), target.child("features")).check();
  }

  private void check() {
    for (Feature feature : FEATURES) {
      String was = feature.told().apply(feature.name(), at(source, feature.name()));
      String is = feature.told().apply(feature.name(), at(target, feature.name()));
      require(was, is, "State of feature '" + feature.name() + "' differs");
    }
    if (at(source, "hyperv") != null) {
      checkHyperV();
    }
    if (at(source, "xen") != null) {
      checkStates("xen", List.of("e820_host", "passthrough"), "State of Xen feature '%s' differs");
      checkValue("xen", "passthrough", "mode", "'mode' of Xen passthrough feature differs");
    }
    if (at(source, "kvm") != null) {
      checkStates("kvm", KVM, "State of KVM feature '%s' differs");
      // libvirt names no feature here: its counter has passed the last one.
      require(
          value(at(source, "kvm", "dirty-ring"), "size", "0"),
          value(at(target, "kvm", "dirty-ring"), "size", "0"),
          "dirty ring size of KVM feature '(null)' differs");
    }
    if ("on".equals(state("smm", at(source, "smm")))) {
      checkManagementMode();
    }
  }

  private void checkHyperV() {
    for (String name : Features.HYPERV_NAMES) {
      Element was = at(source, "hyperv", name);
      Element is = at(target, "hyperv", name);
      switch (name) {
        case "spinlocks" ->
            require(
                value(was, "retries", "0"),
                value(is, "retries", "0"),
                "HyperV spinlock retry count differs");
        case "vendor_id" ->
            require(
                value(was, "value", "(null)"),
                value(is, "value", "(null)"),
                "HyperV vendor_id differs");
        default ->
            require(
                state(name, was),
                state(name, is),
                "State of HyperV enlightenment feature '" + name + "' differs");
      }
    }
    if ("on".equals(value(at(source, "hyperv", "stimer"), "state", DEFAULT))) {
      require(
          value(at(source, "hyperv", "stimer", "direct"), "state", DEFAULT),
          value(at(target, "hyperv", "stimer", "direct"), "state", DEFAULT),
          "State of HyperV stimer direct feature differs");
    }
  }

  private void checkStates(String parent, List<String> names, String words) {
    for (String name : names) {
      require(
          state(name, at(source, parent, name)),
          state(name, at(target, parent, name)),
          words.formatted(name));
    }
  }

  private void checkValue(String parent, String name, String attribute, String words) {
    require(
        value(at(source, parent, name), attribute, DEFAULT),
        value(at(target, parent, name), attribute, DEFAULT),
        words);
  }

  private void checkManagementMode() {
    Element was = at(source, "smm", "tseg");
    Element is = at(target, "smm", "tseg");
    if ((was == null) != (is == null)) {
      throw changed(
          "SMM TSEG differs: source: %s, destination: '%s'",
          was == null ? "not specified" : "specified", is == null ? "not specified" : "specified");
    }
    if (was != null && is != null) {
      require(
          was.text() + " " + was.get("unit"),
          is.text() + " " + is.get("unit"),
          "Size of SMM TSEG size differs");
    }
  }

  private static void require(String was, String is, String words) {
    if (!was.equals(is)) {
      throw changed(words + ": source: '%s', destination: '%s'", was, is);
    }
  }

  private static @Nullable Element at(@Nullable Element features, String... path) {
    return features == null ? null : features.at(path);
  }

  private static String value(@Nullable Element element, String attribute, String absent) {
    return element == null ? absent : element.get(attribute, absent);
  }

  /** A feature that is on when it is there. */
  private static String present(String name, @Nullable Element feature) {
    return feature == null ? DEFAULT : "on";
  }

  /** A feature that says whether it is on or off. */
  private static String state(String name, @Nullable Element feature) {
    return value(feature, "state", DEFAULT);
  }

  /** libvirt shows the number of the mode as that of a switch. */
  private static String hypervMode(String name, @Nullable Element hyperv) {
    String mode = value(hyperv, "mode", DEFAULT);
    return mode.equals("custom") ? "on" : mode.equals("passthrough") ? "off" : mode;
  }

  private static String pageTable(String name, @Nullable Element table) {
    String size =
        table == null
            ? "0"
            : Objects.requireNonNullElse(AbiRule.text(table, "0", "maxpagesize"), "0");
    return present(name, table)
        + ",resizing="
        + value(table, "resizing", "none")
        + ",maxpagesize="
        + size;
  }

  private static String workaround(String name, @Nullable Element feature) {
    return "value=" + value(feature, "value", "none");
  }
}
