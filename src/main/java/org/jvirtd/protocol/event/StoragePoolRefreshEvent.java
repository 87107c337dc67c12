package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.storage.StoragePool;

/** The wire structure {@code remote_storage_pool_event_refresh_msg}. */
@ObjectEvent(id = 1, procedure = 373)
public record StoragePoolRefreshEvent(StoragePool pool) implements StoragePoolEvent {}
