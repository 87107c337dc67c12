package org.jvirtd.protocol.secret;

/** Flags and numbered kinds of the secret procedures. */
public final class SecretFlags {

  /** What a secret is for ({@code virSecretUsageType}). */
  public static final class Usage {
    public static final int NONE = 0;
    public static final int VOLUME = 1;
    public static final int CEPH = 2;
    public static final int ISCSI = 3;
    public static final int TLS = 4;
    public static final int VTPM = 5;

    private Usage() {}
  }

  /** Filters of a list ({@code virConnectListAllSecretsFlags}). */
  public static final class List {
    public static final int EPHEMERAL = 1;
    public static final int NO_EPHEMERAL = 2;
    public static final int PRIVATE = 1 << 2;
    public static final int NO_PRIVATE = 1 << 3;

    private List() {}
  }

  /** Defining ({@code virSecretDefineFlags}). */
  public static final class Define {
    public static final int VALIDATE = 1;

    private Define() {}
  }

  private SecretFlags() {}
}
