package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.storage.StoragePool;

/**
 * A storage pool was defined, started, stopped and so on.
 *
 * @param event a number of {@link StoragePoolEventTypes}
 */
@ObjectEvent(id = 0, procedure = 370)
public record StoragePoolLifecycleEvent(StoragePool pool, int event, int detail)
    implements StoragePoolEvent {}
