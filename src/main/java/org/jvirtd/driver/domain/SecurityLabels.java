package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <seclabel>}: of the domain, and of single sources of devices. */
final class SecurityLabels {

  static final Schema OF_DEVICE =
      ofDevice()
          .when((label, mode) ->
              mode.live() || label.child("label") != null || !label.is("relabel", "yes"));

  /** The same where it is looked at, and means nothing. */
  static final Schema UNWRITTEN = ofDevice().when((label, mode) -> false);

  static final Schema OF_DOMAIN =
      Schema.of("seclabel")
          .attribute("type", oneOf("none", "dynamic", "static"))
          .attribute("model", text())
          .attribute("relabel", yesNo())
          .child(Schema.text("label", filled()))
          .child(Schema.text("imagelabel", filled()))
          .child(Schema.text("baselabel", filled()))
          // A label of no type is what a domain has anyway.
          .when((label, mode) -> label.has("type"))
          .onRead(SecurityLabels::completeOfDomain);

  private SecurityLabels() {}

  private static Schema ofDevice() {
    return Schema.of("seclabel")
        .attribute("model", text())
        .attribute("labelskip", yesNo().tolerant())
        .attribute("relabel", yesNo())
        .child(Schema.text("label", filled()))
        .onRead(SecurityLabels::completeOfDevice);
  }

  /** Of several labels each has a model of its own. */
  static void requireModels(List<Element> labels) {
    for (int i = 0; i < labels.size(); i++) {
      String model = labels.get(i).get("model");
      for (Element other : labels.subList(0, i)) {
        if (Objects.equals(model, other.get("model"))) {
          throw XmlFailure.malformed(
              "seclabel for model " + (model == null ? "(null)" : model) + " is already provided");
        }
      }
    }
    if (labels.size() > 1 && labels.stream().anyMatch(label -> !label.has("model"))) {
      throw XmlFailure.invalid("missing security model when using multiple labels");
    }
  }

  /** Of the labels of a source each that names a model names another one. */
  static void requireDifferent(Element source) {
    Set<String> models = new HashSet<>();
    for (Element label : source.children("seclabel")) {
      String model = label.get("model");
      if (model != null && !models.add(model)) {
        throw XmlFailure.malformed("seclabel for model " + model + " is already provided");
      }
    }
  }

  private static void completeOfDevice(XmlElement source, Element label) {
    // What a running domain has skipped is not taken over from a document.
    label.set("labelskip", null);
    if (!label.has("relabel")) {
      label.set("relabel", "yes");
    }
    if (label.child("label") != null && label.is("relabel", "no")) {
      throw XmlFailure.invalid(
          "Cannot specify a label if relabelling is turned off. model="
              + label.get("model", "<null>"));
    }
  }

  private static void completeOfDomain(XmlElement source, Element label) {
    String type = label.get("type", "");
    boolean fixed = type.equals("static") || type.equals("none");
    boolean relabel = label.get("relabel", fixed ? "no" : "yes").equals("yes");
    if (type.equals("dynamic") && !relabel) {
      throw XmlFailure.unsupported("dynamic label type must use resource relabeling");
    }
    if (type.equals("none") && relabel) {
      throw XmlFailure.unsupported("resource relabeling is not compatible with 'none' label type");
    }
    if (label.is("model", "none")) {
      type = "none";
      label.set("type", type);
    }
    boolean none = type.equals("none");
    label.set("relabel", none ? null : relabel ? "yes" : "no");
    if (type.equals("static") && label.child("label") == null) {
      throw XmlFailure.invalid("security label is missing");
    }
    String kept = type.equals("static") ? "label" : type.equals("dynamic") ? "baselabel" : "";
    label.removeIf(child -> !child.name().equals(kept));
  }
}
