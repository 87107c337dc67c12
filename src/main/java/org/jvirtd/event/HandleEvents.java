package org.jvirtd.event;

/** The bits of a handle's event mask, with libvirt's values (semantics section 22). */
public final class HandleEvents {
  public static final int READABLE = 1;
  public static final int WRITABLE = 2;
  public static final int ERROR = 4;
  public static final int HANGUP = 8;

  /** Every bit that a mask may have. */
  public static final int ALL = READABLE | WRITABLE | ERROR | HANGUP;

  private HandleEvents() {}
}
