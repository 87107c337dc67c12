package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.storage.StoragePool;

/** The wire structure {@code remote_storage_pool_event_lifecycle_msg}. */
@ObjectEvent(id = 0, procedure = 370)
public record StoragePoolLifecycleEvent(StoragePool pool, int event, int detail)
    implements StoragePoolEvent {}
