package org.jvirtd.protocol.event;

/** Why a connection to a hypervisor ended ({@code virConnectCloseReason}). */
public final class CloseReasons {
  public static final int ERROR = 0;
  public static final int EOF = 1;
  public static final int KEEPALIVE = 2;
  public static final int CLIENT = 3;

  private CloseReasons() {}
}
