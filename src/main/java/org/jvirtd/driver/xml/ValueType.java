package org.jvirtd.driver.xml;

import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.RpcException;

/** What may stand in an attribute or in an element's text, and its canonical form. */
@FunctionalInterface
public interface ValueType {

  /**
   * Checks a value.
   *
   * @return its canonical form; null when it says no more than its absence
   * @throws RpcException when the value is not allowed at that place
   */
  @Nullable String read(String raw, Site site);

  /** Reads the attribute of an element; null where there is none, or it says no more than that. */
  default @Nullable String of(XmlElement source, String attribute) {
    String raw = source.attribute(attribute);
    return raw == null ? null : read(raw, new Site(source.name(), attribute));
  }

  /** The same, but the attribute must be there. */
  default String required(XmlElement source, String attribute) {
    String value = of(source, attribute);
    if (value == null) {
      throw new Site(source.name(), attribute).missing();
    }
    return value;
  }

  /** What a strict look at a document demands; the same unless reading tolerates more. */
  default ValueType strict() {
    return this;
  }

  /** The same, but a value that is not allowed counts as absent; a strict look still refuses it. */
  default ValueType tolerant() {
    ValueType demanded = this;
    return new ValueType() {
      @Override
      public @Nullable String read(String raw, Site site) {
        try {
          return demanded.read(raw, site);
        } catch (RpcException e) {
          return null;
        }
      }

      @Override
      public ValueType strict() {
        return demanded;
      }
    };
  }

  /** The same, but a value that is not allowed is kept as it is; a strict look still refuses it. */
  default ValueType unchecked() {
    ValueType demanded = this;
    return new ValueType() {
      @Override
      public String read(String raw, Site site) {
        return raw;
      }

      @Override
      public ValueType strict() {
        return demanded;
      }
    };
  }

  /** The same, but "" counts as absent, as with libvirt's XPath strings. */
  default ValueType unlessEmpty() {
    return (raw, site) -> raw.isEmpty() ? null : read(raw, site);
  }

  /** Where a value stands. */
  record Site(String element, String attribute) {

    /** The error that libvirt's generic readers give for a bad value. */
    public RpcException bad(String value, String expectation) {
      return XmlFailure.invalidValue(
          "Invalid value for attribute '"
              + attribute
              + "' in element '"
              + element
              + "': '"
              + value
              + "'."
              + expectation);
    }

    public RpcException zero() {
      return XmlFailure.invalidValue(
          "Invalid value for attribute '"
              + attribute
              + "' in element '"
              + element
              + "': Zero is not permitted");
    }

    public RpcException missing() {
      return XmlFailure.invalidValue(
          "Missing required attribute '" + attribute + "' in element '" + element + "'");
    }
  }

  /** The same, but these values say no more than absence does. */
  default ValueType hiding(String... hidden) {
    return (raw, site) -> {
      String value = read(raw, site);
      for (String one : hidden) {
        if (one.equals(value)) {
          return null;
        }
      }
      return value;
    };
  }
}
