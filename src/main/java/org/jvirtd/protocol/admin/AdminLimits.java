package org.jvirtd.protocol.admin;

/** The most elements that the lists of the ADMIN program may hold on the wire. */
public final class AdminLimits {
  public static final int STRING_MAX = 4_194_304;
  public static final int SERVER_LIST_MAX = 16_384;
  public static final int SERVER_THREADPOOL_PARAMETERS_MAX = 32;
  public static final int CLIENT_LIST_MAX = 16_384;
  public static final int CLIENT_INFO_PARAMETERS_MAX = 64;
  public static final int SERVER_CLIENT_LIMITS_MAX = 32;

  private AdminLimits() {}
}
