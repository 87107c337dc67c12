package org.jvirtd.protocol.connect;

/** Flags and numbered kinds of the connection and node procedures. */
public final class ConnectFlags {

  /** Opening a connection ({@code virConnectFlags}). */
  public static final class Open {
    public static final int RO = 1;
    public static final int NO_ALIASES = 2;

    private Open() {}
  }

  /** Comparing processors ({@code virConnectCompareCPUFlags}). */
  public static final class CompareCpu {
    public static final int FAIL_INCOMPATIBLE = 1;
    public static final int VALIDATE_XML = 2;

    private CompareCpu() {}
  }

  /** How two processors compare ({@code virCPUCompareResult}). */
  public static final class CpuCompareResult {
    public static final int ERROR = -1;
    public static final int INCOMPATIBLE = 0;
    public static final int IDENTICAL = 1;
    public static final int SUPERSET = 2;

    private CpuCompareResult() {}
  }

  /** Computing a baseline processor ({@code virConnectBaselineCPUFlags}). */
  public static final class BaselineCpu {
    public static final int EXPAND_FEATURES = 1;
    public static final int MIGRATABLE = 2;

    private BaselineCpu() {}
  }

  /** How deep the node shall sleep ({@code virNodeSuspendTarget}). */
  public static final class SuspendTarget {
    public static final int MEM = 0;
    public static final int DISK = 1;
    public static final int HYBRID = 2;

    private SuspendTarget() {}
  }

  /** Allocating pages ({@code virNodeAllocPagesFlags}). */
  public static final class AllocPages {
    public static final int ADD = 0;
    public static final int SET = 1;

    private AllocPages() {}
  }

  /** Special processor numbers ({@code virNodeGetCPUStatsAllCPUs}). */
  public static final class CpuStats {
    public static final int ALL_CPUS = -1;

    private CpuStats() {}
  }

  /** Special NUMA cell numbers ({@code virNodeGetMemoryStatsAllCells}). */
  public static final class MemoryStats {
    public static final int ALL_CELLS = -1;

    private MemoryStats() {}
  }

  /** Names of processor statistics. */
  public static final class NodeCpuStat {
    public static final String KERNEL = "kernel";
    public static final String USER = "user";
    public static final String IDLE = "idle";
    public static final String IOWAIT = "iowait";
    public static final String INTR = "intr";
    public static final String UTILIZATION = "utilization";

    private NodeCpuStat() {}
  }

  /** Names of memory statistics. */
  public static final class NodeMemoryStat {
    public static final String TOTAL = "total";
    public static final String FREE = "free";
    public static final String BUFFERS = "buffers";
    public static final String CACHED = "cached";

    private NodeMemoryStat() {}
  }

  /** Names of the shared memory parameters. */
  public static final class NodeMemoryParameters {
    public static final String PAGES_TO_SCAN = "shm_pages_to_scan";
    public static final String SLEEP_MILLISECS = "shm_sleep_millisecs";
    public static final String PAGES_SHARED = "shm_pages_shared";
    public static final String PAGES_SHARING = "shm_pages_sharing";
    public static final String PAGES_UNSHARED = "shm_pages_unshared";
    public static final String PAGES_VOLATILE = "shm_pages_volatile";
    public static final String FULL_SCANS = "shm_full_scans";
    public static final String MERGE_ACROSS_NODES = "shm_merge_across_nodes";

    private NodeMemoryParameters() {}
  }

  /** Names of what is known about secure encrypted virtualization. */
  public static final class Sev {
    public static final String PDH = "pdh";
    public static final String CERT_CHAIN = "cert-chain";
    public static final String CPU0_ID = "cpu0-id";
    public static final String CBITPOS = "cbitpos";
    public static final String REDUCED_PHYS_BITS = "reduced-phys-bits";
    public static final String MAX_GUESTS = "max-guests";
    public static final String MAX_ES_GUESTS = "max-es-guests";

    private Sev() {}
  }

  /** Names of the parameters of an identity. */
  public static final class Identity {
    public static final String USER_NAME = "user-name";
    public static final String UNIX_USER_ID = "unix-user-id";
    public static final String GROUP_NAME = "group-name";
    public static final String UNIX_GROUP_ID = "unix-group-id";
    public static final String PROCESS_ID = "process-id";
    public static final String PROCESS_TIME = "process-time";
    public static final String SASL_USER_NAME = "sasl-user-name";
    public static final String X509_DISTINGUISHED_NAME = "x509-distinguished-name";
    public static final String SELINUX_CONTEXT = "selinux-context";

    private Identity() {}
  }

  private ConnectFlags() {}
}
