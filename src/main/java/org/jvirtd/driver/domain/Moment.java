package org.jvirtd.driver.domain;

import org.jspecify.annotations.Nullable;

/**
 * A point in a domain's life that is kept: a snapshot or a checkpoint, by libvirt's common word.
 */
public interface Moment<M extends Moment<M>> {

  String name();

  /** The name of the moment before it, null where there is none. */
  @Nullable String parent();

  M withParent(@Nullable String name);
}
