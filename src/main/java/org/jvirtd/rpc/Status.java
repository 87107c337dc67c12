package org.jvirtd.rpc;

/** The values of a header's status field (semantics section 3). */
public final class Status {
  public static final int OK = 0;
  public static final int ERROR = 1;
  public static final int CONTINUE = 2;

  private Status() {}
}
