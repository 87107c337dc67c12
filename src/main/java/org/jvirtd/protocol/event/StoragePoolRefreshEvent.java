package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.storage.StoragePool;

/** A storage pool's content was read anew. */
@ObjectEvent(id = 1, procedure = 373)
public record StoragePoolRefreshEvent(StoragePool pool) implements StoragePoolEvent {}
