package org.jvirtd.driver.domain;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/**
 * Something of an element that a guest can see, and the error where another definition has it
 * otherwise. Errors name the other definition's value first: it is the target, the one that was
 * there is the source.
 */
@FunctionalInterface
interface AbiRule {

  /**
   * @throws RpcException CONFIG_UNSUPPORTED where a guest could tell the two apart
   */
  void check(Element source, Element target);

  /**
   * A value.
   *
   * @param words the error's text, with a place for the target's value and one for the source's, or
   *     without any
   */
  static AbiRule same(String words, Function<Element, String> value) {
    return (source, target) -> {
      String was = value.apply(source);
      String is = value.apply(target);
      if (!was.equals(is)) {
        throw changed(words, is, was);
      }
    };
  }

  /**
   * An attribute of the element, or of one below it.
   *
   * @param absent what is said of one that is not there
   */
  static AbiRule same(String words, String absent, String attribute, String... path) {
    return same(
        words, element -> Objects.requireNonNullElse(element.valueAt(attribute, path), absent));
  }

  /** The text of an element below this one. */
  static AbiRule sameText(String words, String absent, String... path) {
    return same(words, element -> text(element, absent, path));
  }

  /** Whether an element is there. */
  static AbiRule samePresence(String words, String... path) {
    return same(words, element -> Boolean.toString(element.at(path) != null));
  }

  static AbiRule all(AbiRule... rules) {
    List<AbiRule> list = List.of(rules);
    return (source, target) -> list.forEach(rule -> rule.check(source, target));
  }

  /** A rule that counts only for some: what the source is decides. */
  static AbiRule when(Predicate<Element> condition, AbiRule rule) {
    return (source, target) -> {
      if (condition.test(source)) {
        rule.check(source, target);
      }
    };
  }

  /**
   * All children of a name: as many, and each like the one in the same place.
   *
   * @param words the error's text for another number of them
   */
  static AbiRule each(String name, String words, AbiRule... rules) {
    AbiRule rule = all(rules);
    return (source, target) -> {
      List<Element> were = source.children(name);
      List<Element> are = target.children(name);
      if (were.size() != are.size()) {
        throw changed(words, Integer.toString(are.size()), Integer.toString(were.size()));
      }
      for (int i = 0; i < were.size(); i++) {
        rule.check(were.get(i), are.get(i));
      }
    };
  }

  /** The text at the end of a path. */
  static String text(Element element, String absent, String... path) {
    Element end = element.at(path);
    String text = end == null ? null : end.text();
    return text == null ? absent : text;
  }

  /**
   * The error for a difference.
   *
   * @param words with a place, {@code %s}, for each value, or without any
   */
  static RpcException changed(String words, Object... values) {
    StringBuilder text = new StringBuilder(words);
    for (Object value : values) {
      int place = text.indexOf("%s");
      if (place >= 0) {
        text.replace(place, place + 2, value.toString());
      }
    }
    return XmlFailure.unsupported(text.toString());
  }
}
