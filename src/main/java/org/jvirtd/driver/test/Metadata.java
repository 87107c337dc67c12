package org.jvirtd.driver.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Annotated;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/**
 * The calls that read and write what applications note down, with libvirt's checks in libvirt's
 * order. They are the same for domains and networks but for what their errors are called.
 */
enum Metadata {
  OF_DOMAIN(ErrorDomain.DOMAIN, ErrorCode.NO_DOMAIN_METADATA),
  OF_NETWORK(ErrorDomain.NETWORK, ErrorCode.NO_NETWORK_METADATA);

  private static final List<MetadataType> BY_NUMBER =
      List.of(MetadataType.DESCRIPTION, MetadataType.TITLE, MetadataType.ELEMENT);

  private final ErrorDomain domain;
  private final ErrorCode missing;

  Metadata(ErrorDomain domain, ErrorCode missing) {
    this.domain = domain;
    this.missing = missing;
  }

  /**
   * Checks the arguments of a question.
   *
   * @throws LibvirtException INVALID_ARG if a URI is given or not given against the type
   */
  void checkQuestion(int type, @Nullable String uri, String api) {
    requireFits(type, uri, "uri", api);
  }

  /**
   * Checks the arguments of a change.
   *
   * @throws LibvirtException INVALID_ARG if a URI or a key is given or not given against the type,
   *     or a title has more than one line
   */
  void checkChange(
      int type, @Nullable String metadata, @Nullable String key, @Nullable String uri, String api) {
    if (isTitle(type) && metadata != null && metadata.contains("\n")) {
      throw LibvirtException.invalidArgument(
          domain, api, "metadata", "metadata title can't contain newlines");
    }
    requireFits(type, uri, "uri", api);
    // An element that is taken away needs no prefix.
    if (metadata != null || key != null) {
      requireFits(type, key, "key", api);
    }
  }

  /**
   * What a definition has.
   *
   * @throws LibvirtException INVALID_ARG if there is no such type; NO_DOMAIN_METADATA or
   *     NO_NETWORK_METADATA if there is nothing
   */
  String read(Annotated<?> definition, int type, @Nullable String uri) {
    String text = type(type).text(definition, uri);
    if (text == null) {
      throw LibvirtException.of(missing, domain, "Requested metadata element is not present");
    }
    return text;
  }

  /**
   * @throws LibvirtException INVALID_ARG if there is no such number
   */
  MetadataType type(int number) {
    if (!isKnown(number)) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, domain, "unknown metadata type '" + number + "'");
    }
    return BY_NUMBER.get(number);
  }

  private static boolean isKnown(int number) {
    return number >= 0 && number < BY_NUMBER.size();
  }

  private static boolean isTitle(int number) {
    return isKnown(number) && BY_NUMBER.get(number) == MetadataType.TITLE;
  }

  /** An argument that only elements have is there for them, and not for others. */
  private void requireFits(int number, @Nullable String value, String argument, String api) {
    if (!isKnown(number)) {
      return;
    }
    boolean needed = type(number) == MetadataType.ELEMENT;
    if (needed != (value != null)) {
      throw LibvirtException.invalidArgument(
          domain,
          api,
          argument,
          argument + " in " + api + " must " + (needed ? "not " : "") + "be NULL");
    }
  }
}
