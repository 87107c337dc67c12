package org.jvirtd.protocol.event;

/**
 * The types of life cycle events of node devices ({@code virNodeDeviceEventLifecycleType}). Their
 * detail is always 0.
 */
public final class NodeDeviceEventTypes {
  public static final int CREATED = 0;
  public static final int DELETED = 1;
  public static final int DEFINED = 2;
  public static final int UNDEFINED = 3;

  private NodeDeviceEventTypes() {}
}
