package org.jvirtd.protocol.event;

/**
 * The types of life cycle events of storage pools ({@code virStoragePoolEventLifecycleType}). Their
 * detail is always 0.
 */
public final class StoragePoolEventTypes {
  public static final int DEFINED = 0;
  public static final int UNDEFINED = 1;
  public static final int STARTED = 2;
  public static final int STOPPED = 3;
  public static final int CREATED = 4;
  public static final int DELETED = 5;

  private StoragePoolEventTypes() {}
}
