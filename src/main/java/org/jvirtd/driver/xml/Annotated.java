package org.jvirtd.driver.xml;

import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.RpcException;

/**
 * A definition that keeps what applications note down in it. It never changes; what changes makes
 * another.
 *
 * @param <D> the definition's own type
 */
public interface Annotated<D> {
  /** A name for people, null where there is none. */
  @Nullable String title();

  /** A text for people, null where there is none. */
  @Nullable String description();

  /** The element of a namespace, as clients are given it; null where there is none. */
  @Nullable String metadata(String namespace);

  /** With another title; null takes it away. */
  D withTitle(@Nullable String other);

  /** With another description; null takes it away. */
  D withDescription(@Nullable String other);

  /**
   * With other metadata in one namespace.
   *
   * @param key the prefix under which the namespace is declared
   * @param namespace the namespace's URI
   * @param xml the element, in no namespace or any; null takes the namespace's metadata away
   * @throws RpcException when it is not well formed, or cannot declare that prefix
   */
  D withMetadata(String key, String namespace, @Nullable String xml);
}
