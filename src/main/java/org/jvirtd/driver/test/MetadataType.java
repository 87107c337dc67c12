package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

/** What a client may note down in a definition, in the order of {@code virDomainMetadataType}. */
enum MetadataType {
  DESCRIPTION {
    @Override
    @Nullable String text(DomainDefinition definition, @Nullable String uri) {
      return definition.description();
    }

    @Override
    DomainDefinition write(
        DomainDefinition definition,
        @Nullable String text,
        @Nullable String key,
        @Nullable String uri) {
      return definition.withDescription(text);
    }
  },
  TITLE {
    @Override
    @Nullable String text(DomainDefinition definition, @Nullable String uri) {
      return definition.title();
    }

    @Override
    DomainDefinition write(
        DomainDefinition definition,
        @Nullable String text,
        @Nullable String key,
        @Nullable String uri) {
      return definition.withTitle(text);
    }
  },
  /** XML of any kind, in a namespace of its own. */
  ELEMENT {
    @Override
    @Nullable String text(DomainDefinition definition, @Nullable String uri) {
      return uri == null ? null : definition.metadata(uri);
    }

    @Override
    DomainDefinition write(
        DomainDefinition definition,
        @Nullable String text,
        @Nullable String key,
        @Nullable String uri) {
      return uri == null ? definition : definition.withMetadata(key == null ? "" : key, uri, text);
    }
  };

  private static final List<MetadataType> BY_NUMBER = List.of(DESCRIPTION, TITLE, ELEMENT);

  /** What a definition has, null where there is nothing. */
  abstract @Nullable String text(DomainDefinition definition, @Nullable String uri);

  /** The definition with other metadata; null takes it away. */
  abstract DomainDefinition write(
      DomainDefinition definition,
      @Nullable String text,
      @Nullable String key,
      @Nullable String uri);

  /**
   * @throws LibvirtException INVALID_ARG if there is no such number
   */
  static MetadataType of(int number) {
    if (!isKnown(number)) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, DOMAIN, "unknown metadata type '" + number + "'");
    }
    return BY_NUMBER.get(number);
  }

  private static boolean isKnown(int number) {
    return number >= 0 && number < BY_NUMBER.size();
  }

  /**
   * What a definition has.
   *
   * @throws LibvirtException NO_DOMAIN_METADATA if there is nothing
   */
  String read(DomainDefinition definition, @Nullable String uri) {
    String text = text(definition, uri);
    if (text == null) {
      throw LibvirtException.of(
          ErrorCode.NO_DOMAIN_METADATA, DOMAIN, "Requested metadata element is not present");
    }
    return text;
  }

  /**
   * Checks that an argument which only elements have is there for them, and not for others.
   *
   * @throws LibvirtException INVALID_ARG if it is not so
   */
  static void requireFits(int number, @Nullable String value, String argument, String api) {
    if (!isKnown(number)) {
      return;
    }
    boolean needed = of(number) == ELEMENT;
    if (needed != (value != null)) {
      throw LibvirtException.invalidArgument(
          DOMAIN,
          api,
          argument,
          argument + " in " + api + " must " + (needed ? "not " : "") + "be NULL");
    }
  }

  /**
   * @throws LibvirtException INVALID_ARG if a title has more than one line
   */
  static void requireOneLine(int number, @Nullable String metadata, String api) {
    if (isKnown(number) && of(number) == TITLE && metadata != null && metadata.contains("\n")) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, "metadata", "metadata title can't contain newlines");
    }
  }
}
