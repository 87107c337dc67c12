package org.jvirtd.driver.xml;

import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a kind of element consists of. */
sealed interface SchemaPart {

  String name();

  /** The name by which an order or a hook means this part. */
  String key();

  /** The elements that have this part; the others neither read nor write it here. */
  Predicate<Element> owners();

  /** An attribute. */
  record Attribute(
      String name,
      ValueType type,
      boolean required,
      @Nullable String fallback,
      Predicate<Element> owners,
      @Nullable BiPredicate<Element, WriteMode> when)
      implements SchemaPart {

    @Override
    public String key() {
      return "@" + name;
    }

    boolean isWritten(Element element, WriteMode mode) {
      return when == null || when.test(element, mode);
    }
  }

  /** A child element: one, or all of that name. */
  record Child(
      String name, Schema.Chooser chooser, Occurrence occurrence, Predicate<Element> owners)
      implements SchemaPart {

    @Override
    public String key() {
      return name;
    }

    boolean isRepeatable() {
      return occurrence == Occurrence.ALL || occurrence == Occurrence.HOOKED;
    }
  }

  /** Which of several children of one name are read. */
  enum Occurrence {
    FIRST,
    ALL,
    /** All, as if they were one: so do paths such as "devices/disk" see them. */
    JOINED,
    /** All are read, and the last is kept. */
    LAST,
    /** None: a hook reads them. */
    HOOKED
  }
}
