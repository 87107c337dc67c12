package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** The number of vCPUs: {@code <vcpu>}, and {@code <vcpus>} where each has a state of its own. */
final class Cpus {

  static final Schema VCPU =
      Schema.of("vcpu")
          .defaulted("placement", oneOf("static", "auto").unchecked(), "static")
          .attribute("cpuset", Values.bitmap().unchecked())
          .attribute("current", uint().unchecked())
          .text((raw, site) -> Long.toString(maximum(raw)))
          .onRead(Cpus::completeVcpu);

  private static final Schema ONE =
      Schema.of("vcpu")
          .required("id", uint())
          .required("enabled", yesNo())
          .attribute("hotpluggable", yesNo())
          .attribute("order", uint().hiding("0"));

  static final Schema VCPUS = Schema.of("vcpus").children(ONE);

  /** How many vCPUs a domain has at most; it may be just being read. */
  static long maximum(Element domain) {
    return DomainChecks.number(domain, "vcpu");
  }

  private Cpus() {}

  private static long maximum(String raw) {
    Long value = Numbers.wrapping(raw, 10);
    if (value == null) {
      throw XmlFailure.invalid("maximum vcpus count must be an integer");
    }
    return value;
  }

  private static void completeVcpu(XmlElement source, Element vcpu) {
    String current = checked(vcpu, "current", uint());
    checked(vcpu, "placement", oneOf("static", "auto"));
    String cpuset = vcpu.get("cpuset");
    if (vcpu.is("placement", "auto")) {
      vcpu.set("cpuset", null);
    } else if (cpuset != null) {
      Bitmap cpus = Bitmap.parse(cpuset);
      if (cpus.isEmpty()) {
        throw XmlFailure.unsupported("Invalid value of 'cpuset': " + cpuset);
      }
      vcpu.set("cpuset", cpus.toString());
    }
    long maximum = Long.parseLong(text(vcpu));
    if (current != null && Long.parseLong(current) > maximum) {
      throw XmlFailure.unsupported("maximum vCPU count must not be less than current vCPU count");
    }
    if (text(vcpu).equals(current)) {
      vcpu.set("current", null);
    }
  }

  /** An attribute that is looked at only when the count has been. */
  private static @Nullable String checked(Element vcpu, String attribute, ValueType type) {
    String raw = vcpu.get(attribute);
    if (raw == null) {
      return null;
    }
    String value = type.read(raw, new ValueType.Site("vcpu", attribute));
    vcpu.set(attribute, value);
    return value;
  }

  private static String text(Element element) {
    String text = element.text();
    return text == null ? "" : text;
  }

  /** Fills in what a definition leaves out, and makes the counts and the single states agree. */
  static void complete(Element domain) {
    Element vcpu = domain.child("vcpu");
    if (vcpu == null) {
      vcpu = domain.add(new Element(VCPU));
      vcpu.set("placement", "static");
      vcpu.setText("1");
    }
    long maximum = Long.parseLong(text(vcpu));
    Element states = domain.child("vcpus");
    if (states != null && maximum <= Limits.MAX_VCPUS) {
      completeStates(states, (int) maximum);
      long online = states.children().stream().filter(one -> one.is("enabled", "yes")).count();
      vcpu.set("current", online == maximum ? null : Long.toString(online));
    }
  }

  private static void completeStates(Element states, int maximum) {
    @Nullable Element[] byId = new Element[maximum];
    for (Element one : states.children()) {
      long id = Long.parseLong(one.get("id", "0"));
      if (id >= maximum) {
        throw XmlFailure.invalid("vcpu id '" + id + "' is out of range of maximum vcpu count");
      }
      byId[(int) id] = one;
    }
    states.removeIf(one -> true);
    for (int id = 0; id < maximum; id++) {
      Element one = byId[id];
      states.add(one != null ? one : state(id, false));
    }
  }

  /** Fills in which of the vCPUs can be plugged. */
  static void completeStates(Element domain) {
    Element states = domain.child("vcpus");
    if (states != null) {
      for (Element state : states.children()) {
        completeHotplug(state);
      }
    }
  }

  /** What is off can be plugged in; what is on stays, unless the definition says otherwise. */
  private static void completeHotplug(Element state) {
    boolean on = state.is("enabled", "yes");
    if (!on && state.is("hotpluggable", "no")) {
      throw XmlFailure.unsupported(
          "vcpu '" + state.get("id", "") + "' is both offline and not hotpluggable");
    }
    if (!state.has("hotpluggable")) {
      state.set("hotpluggable", on ? "no" : "yes");
    }
  }

  private static Element state(int id, boolean enabled) {
    Element one = new Element(ONE);
    one.set("id", Integer.toString(id));
    one.set("enabled", enabled ? "yes" : "no");
    return one;
  }

  /** Changes the counts of a copied definition; the first vCPUs are those that are on. */
  static void setCounts(Element domain, int current, int maximum) {
    if (current < 1 || current > maximum) {
      throw new IllegalArgumentException(current + " of " + maximum + " vCPUs");
    }
    List<Element> children = new ArrayList<>(domain.children());
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (child.name().equals("vcpu")) {
        Element vcpu = child.copy();
        vcpu.setText(Integer.toString(maximum));
        vcpu.set("current", current == maximum ? null : Integer.toString(current));
        domain.replace(i, vcpu);
      } else if (child.name().equals("vcpus")) {
        domain.replace(i, switched(child, current, maximum));
      }
    }
  }

  private static Element switched(Element states, int current, int maximum) {
    Element copy = new Element(VCPUS);
    for (int id = 0; id < maximum; id++) {
      boolean known = id < states.children().size();
      Element one = known ? states.children().get(id).copy() : state(id, false);
      one.set("enabled", id < current ? "yes" : "no");
      if (id >= current) {
        one.set("order", null);
      }
      copy.add(one);
    }
    return copy;
  }
}
