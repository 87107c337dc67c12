package org.jvirtd.protocol.interfaces;

/** Flags of the interface procedures. */
public final class InterfaceFlags {

  /** Filters of a list ({@code virConnectListAllInterfacesFlags}). */
  public static final class List {
    public static final int INACTIVE = 1;
    public static final int ACTIVE = 2;

    private List() {}
  }

  /** Asking for XML ({@code virInterfaceXMLFlags}). */
  public static final class Xml {
    public static final int INACTIVE = 1;

    private Xml() {}
  }

  /** Defining ({@code virInterfaceDefineFlags}). */
  public static final class Define {
    public static final int VALIDATE = 1;

    private Define() {}
  }

  private InterfaceFlags() {}
}
