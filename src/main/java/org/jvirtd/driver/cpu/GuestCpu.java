package org.jvirtd.driver.cpu;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.XmlWriter;

/**
 * A guest's processor: a model, and what is different from it.
 *
 * @param fallback whether a hypervisor that has not the model may take another
 * @param features in the order in which they are listed
 */
record GuestCpu(String model, boolean fallback, @Nullable String vendor, List<Feature> features) {

  /** A feature that the guest must have, or that it must not have. */
  record Feature(String name, boolean required) {}

  /** The same processor with a list of features of its own. */
  GuestCpu withFeatures(List<Feature> other) {
    return new GuestCpu(model, fallback, vendor, other);
  }

  String toXml() {
    XmlWriter out = new XmlWriter();
    out.startTag("cpu");
    out.attribute("mode", "custom");
    out.attribute("match", "exact");
    out.endStartTag();
    out.startTag("model");
    out.attribute("fallback", fallback ? "allow" : "forbid");
    out.endWithText("model", model);
    if (vendor != null) {
      out.textElement("vendor", vendor);
    }
    for (Feature feature : features) {
      out.startTag("feature");
      out.attribute("policy", feature.required() ? "require" : "disable");
      out.attribute("name", feature.name());
      out.endEmptyTag();
    }
    out.endTag("cpu");
    return out.toString();
  }
}
