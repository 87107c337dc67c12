package org.jvirtd.protocol.nwfilter;

/** Flags of the network filter procedures. */
public final class NwFilterFlags {

  /** Defining a filter ({@code virNWFilterDefineFlags}). */
  public static final class Define {
    public static final int VALIDATE = 1;

    private Define() {}
  }

  /** Creating a binding ({@code virNWFilterBindingCreateFlags}). */
  public static final class BindingCreate {
    public static final int VALIDATE = 1;

    private BindingCreate() {}
  }

  private NwFilterFlags() {}
}
