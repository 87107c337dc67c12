package org.jvirtd.driver.test;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Annotated;

/** What a client may note down in a definition, in the order of {@code virDomainMetadataType}. */
enum MetadataType {
  DESCRIPTION {
    @Override
    @Nullable String text(Annotated<?> definition, @Nullable String uri) {
      return definition.description();
    }

    @Override
    <D> D write(
        Annotated<D> definition,
        @Nullable String text,
        @Nullable String key,
        @Nullable String uri) {
      return definition.withDescription(text);
    }
  },
  TITLE {
    @Override
    @Nullable String text(Annotated<?> definition, @Nullable String uri) {
      return definition.title();
    }

    @Override
    <D> D write(
        Annotated<D> definition,
        @Nullable String text,
        @Nullable String key,
        @Nullable String uri) {
      return definition.withTitle(text);
    }
  },
  /** XML of any kind, in a namespace of its own. */
  ELEMENT {
    @Override
    @Nullable String text(Annotated<?> definition, @Nullable String uri) {
      return uri == null ? null : definition.metadata(uri);
    }

    @Override
    <D> D write(
        Annotated<D> definition,
        @Nullable String text,
        @Nullable String key,
        @Nullable String uri) {
      // Checked before: an element has a URI, and a key where it is not taken away.
      return definition.withMetadata(key == null ? "" : key, uri == null ? "" : uri, text);
    }
  };

  /** What a definition has, null where there is nothing. */
  abstract @Nullable String text(Annotated<?> definition, @Nullable String uri);

  /** The definition with other metadata; null takes it away. */
  abstract <D> D write(
      Annotated<D> definition, @Nullable String text, @Nullable String key, @Nullable String uri);
}
