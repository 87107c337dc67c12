package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * In which order an element is read: first what no order names, its attributes and its text, then
 * the steps, then the hooks of the whole.
 */
record ReadingPlan(
    List<SchemaPart.Attribute> attributes,
    List<Step> steps,
    List<BiConsumer<XmlElement, Element>> hooks) {

  /** A part with the hooks around it. */
  record Step(
      SchemaPart part,
      List<BiConsumer<XmlElement, Element>> before,
      List<BiConsumer<XmlElement, Element>> after) {}

  /** The hooks of an element's parts, by their keys. */
  record Hooks(
      Map<String, List<BiConsumer<XmlElement, Element>>> before,
      Map<String, List<BiConsumer<XmlElement, Element>>> after,
      List<BiConsumer<XmlElement, Element>> whole) {

    Step around(SchemaPart part) {
      return new Step(
          part,
          List.copyOf(before.getOrDefault(part.key(), List.of())),
          List.copyOf(after.getOrDefault(part.key(), List.of())));
    }
  }

  static ReadingPlan of(
      List<SchemaPart.Attribute> attributes,
      List<SchemaPart.Child> children,
      List<String> order,
      Hooks hooks) {
    List<Step> steps = new ArrayList<>();
    for (String key : order) {
      attributes.stream()
          .filter(one -> one.key().equals(key))
          .map(hooks::around)
          .forEach(steps::add);
      children.stream().filter(one -> one.key().equals(key)).map(hooks::around).forEach(steps::add);
    }
    children.stream()
        .filter(one -> !order.contains(one.key()))
        .map(hooks::around)
        .forEach(steps::add);
    return new ReadingPlan(
        attributes.stream().filter(one -> !order.contains(one.key())).toList(),
        List.copyOf(steps),
        List.copyOf(hooks.whole()));
  }
}
