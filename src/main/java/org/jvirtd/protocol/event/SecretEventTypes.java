package org.jvirtd.protocol.event;

/**
 * The types of life cycle events of secrets ({@code virSecretEventLifecycleType}). Their detail is
 * always 0.
 */
public final class SecretEventTypes {
  public static final int DEFINED = 0;
  public static final int UNDEFINED = 1;

  private SecretEventTypes() {}
}
