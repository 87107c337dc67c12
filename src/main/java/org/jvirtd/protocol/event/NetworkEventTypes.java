package org.jvirtd.protocol.event;

/**
 * The types of life cycle events of virtual networks ({@code virNetworkEventLifecycleType}). Their
 * detail is always 0.
 */
public final class NetworkEventTypes {
  public static final int DEFINED = 0;
  public static final int UNDEFINED = 1;
  public static final int STARTED = 2;
  public static final int STOPPED = 3;

  private NetworkEventTypes() {}
}
