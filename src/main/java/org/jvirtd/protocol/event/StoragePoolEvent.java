package org.jvirtd.protocol.event;

import org.jvirtd.protocol.storage.StoragePool;

/** An event about a storage pool. */
public sealed interface StoragePoolEvent
    permits StoragePoolLifecycleEvent, StoragePoolRefreshEvent {

  /** The storage pool that the event is about. */
  StoragePool pool();
}
