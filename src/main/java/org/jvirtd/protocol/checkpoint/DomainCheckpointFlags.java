package org.jvirtd.protocol.checkpoint;

/** Flags of the checkpoint procedures. */
public final class DomainCheckpointFlags {

  /** Creating ({@code virDomainCheckpointCreateFlags}). */
  public static final class Create {
    public static final int REDEFINE = 1;
    public static final int QUIESCE = 2;
    public static final int REDEFINE_VALIDATE = 1 << 2;

    private Create() {}
  }

  /** Asking for XML ({@code virDomainCheckpointXMLFlags}). */
  public static final class Xml {
    public static final int SECURE = 1;
    public static final int NO_DOMAIN = 2;
    public static final int SIZE = 1 << 2;

    private Xml() {}
  }

  /** Filters of a list ({@code virDomainCheckpointListFlags}). */
  public static final class List {
    public static final int ROOTS = 1;
    public static final int DESCENDANTS = 1;
    public static final int TOPOLOGICAL = 2;
    public static final int LEAVES = 1 << 2;
    public static final int NO_LEAVES = 1 << 3;

    private List() {}
  }

  /** Deleting ({@code virDomainCheckpointDeleteFlags}). */
  public static final class Delete {
    public static final int CHILDREN = 1;
    public static final int METADATA_ONLY = 2;
    public static final int CHILDREN_ONLY = 1 << 2;

    private Delete() {}
  }

  private DomainCheckpointFlags() {}
}
