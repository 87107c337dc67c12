package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <seclabel>}: of the domain, and of single sources of devices. */
final class SecurityLabels {

  static final Schema OF_DEVICE =
      Schema.of("seclabel")
          .attribute("model", text())
          .attribute("labelskip", yesNo())
          .attribute("relabel", yesNo())
          .child(Schema.text("label", filled()))
          .when((label, mode) ->
              mode.live() || label.child("label") != null || !label.is("relabel", "yes"))
          .onRead(SecurityLabels::completeOfDevice);

  static final Schema OF_DOMAIN =
      Schema.of("seclabel")
          .attribute("type", oneOf("none", "dynamic", "static"))
          .attribute("model", text())
          .attribute("relabel", yesNo())
          .child(Schema.text("label", filled()))
          .child(Schema.text("imagelabel", filled()))
          .child(Schema.text("baselabel", filled()))
          .onRead(SecurityLabels::completeOfDomain);

  private SecurityLabels() {}

  private static void completeOfDevice(XmlElement source, Element label) {
    if (label.is("labelskip", "yes")) {
      label.set("relabel", null);
    } else {
      label.set("labelskip", null);
      if (!label.has("relabel")) {
        label.set("relabel", "yes");
      }
    }
  }

  private static void completeOfDomain(XmlElement source, Element label) {
    if (!label.has("type")) {
      label.set("type", "dynamic");
    }
    switch (label.get("type", "")) {
      case "none" -> {
        label.removeIf(child -> true);
        if (label.is("relabel", "yes")) {
          throw XmlFailure.unsupported(
              "resource relabeling must be disabled to use with label type 'none'");
        }
        label.set("relabel", null);
      }
      case "static" -> {
        if (!label.has("relabel")) {
          label.set("relabel", "no");
        }
        if (label.child("label") == null) {
          throw XmlFailure.invalid("security label is missing");
        }
        label.removeAll("imagelabel");
        label.removeAll("baselabel");
      }
      default -> {
        if (!label.has("relabel")) {
          label.set("relabel", "yes");
        }
        if (label.is("relabel", "no")) {
          throw XmlFailure.unsupported("dynamic label type must use resource relabeling");
        }
        label.removeAll("label");
        label.removeAll("imagelabel");
      }
    }
  }
}
