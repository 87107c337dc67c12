package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.unsupported;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;

/** The rules of a controller; only those of PCI have any. */
final class ControllerRules {

  private static final int MOST_INDEX = 255;
  private static final int MOST_TARGET_INDEX = 30;

  private ControllerRules() {}

  static void check(Element controller, Element domain) {
    if (!controller.is("type", "pci")) {
      return;
    }
    boolean root = controller.is("model", "pci-root") || controller.is("model", "pcie-root");
    if (root && controller.child("address") != null) {
      throw unsupported("pci-root and pcie-root controllers should not have an address");
    }
    long index = DeviceParts.number(controller, "index");
    if (index > MOST_INDEX) {
      throw unsupported("PCI controller index %d too high, maximum is 255".formatted(index));
    }
    Element target = controller.child("target");
    if (target == null) {
      return;
    }
    targetIndex(number(target, "index"), index);
    within(target, "chassisNr", 1, 255);
    within(target, "chassis", 0, 255);
    within(target, "port", 0, 255);
    within(target, "busNr", 1, 254);
    if (target.child("node") != null && index == 0) {
      throw unsupported("The PCI controller with index=0 can't be associated with a NUMA node");
    }
  }

  private static void targetIndex(@Nullable Long target, long index) {
    if (target == null) {
      return;
    }
    if (target < 0 || target > MOST_TARGET_INDEX) {
      throw unsupported(
          "PCI controller target index '%d' out of range - must be 0-30".formatted(target));
    }
    if ((index == 0) != (target == 0)) {
      throw unsupported(
          "Only the PCI controller with index 0 can have target index 0, and vice versa");
    }
  }

  private static void within(Element target, String attribute, int least, int most) {
    Long value = number(target, attribute);
    if (value != null && (value < least || value > most)) {
      throw unsupported(
          "PCI controller %s '%d' out of range - must be %d-%d"
              .formatted(attribute, value, least, most));
    }
  }

  private static @Nullable Long number(Element target, String attribute) {
    String text = target.get(attribute);
    return text == null ? null : Numbers.signed(text, 0);
  }
}
