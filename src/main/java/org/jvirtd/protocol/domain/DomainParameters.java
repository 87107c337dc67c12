package org.jvirtd.protocol.domain;

/** Names of the typed parameters of the domain procedures. */
public final class DomainParameters {

  /** Scheduler parameters. */
  public static final class Scheduler {
    public static final String CPU_SHARES = "cpu_shares";
    public static final String GLOBAL_PERIOD = "global_period";
    public static final String GLOBAL_QUOTA = "global_quota";
    public static final String VCPU_PERIOD = "vcpu_period";
    public static final String VCPU_QUOTA = "vcpu_quota";
    public static final String EMULATOR_PERIOD = "emulator_period";
    public static final String EMULATOR_QUOTA = "emulator_quota";
    public static final String IOTHREAD_PERIOD = "iothread_period";
    public static final String IOTHREAD_QUOTA = "iothread_quota";
    public static final String WEIGHT = "weight";
    public static final String CAP = "cap";
    public static final String RESERVATION = "reservation";
    public static final String LIMIT = "limit";
    public static final String SHARES = "shares";

    private Scheduler() {}
  }

  /** Processor statistics. */
  public static final class CpuStats {
    public static final String CPUTIME = "cpu_time";
    public static final String USERTIME = "user_time";
    public static final String SYSTEMTIME = "system_time";
    public static final String VCPUTIME = "vcpu_time";

    private CpuStats() {}
  }

  /** Block I/O parameters. */
  public static final class Blkio {
    public static final String WEIGHT = "weight";
    public static final String DEVICE_WEIGHT = "device_weight";
    public static final String DEVICE_READ_IOPS = "device_read_iops_sec";
    public static final String DEVICE_WRITE_IOPS = "device_write_iops_sec";
    public static final String DEVICE_READ_BPS = "device_read_bytes_sec";
    public static final String DEVICE_WRITE_BPS = "device_write_bytes_sec";

    private Blkio() {}
  }

  /** Memory parameters. */
  public static final class Memory {
    public static final String HARD_LIMIT = "hard_limit";
    public static final String SOFT_LIMIT = "soft_limit";
    public static final String MIN_GUARANTEE = "min_guarantee";
    public static final String SWAP_HARD_LIMIT = "swap_hard_limit";

    /** In KiB: the value of a limit that is not set. */
    public static final long UNLIMITED = 9_007_199_254_740_991L;

    private Memory() {}
  }

  /** NUMA parameters. */
  public static final class Numa {
    public static final String NODESET = "numa_nodeset";
    public static final String MODE = "numa_mode";

    private Numa() {}
  }

  /** Parameters of a network interface. */
  public static final class Bandwidth {
    public static final String IN_AVERAGE = "inbound.average";
    public static final String IN_PEAK = "inbound.peak";
    public static final String IN_BURST = "inbound.burst";
    public static final String IN_FLOOR = "inbound.floor";
    public static final String OUT_AVERAGE = "outbound.average";
    public static final String OUT_PEAK = "outbound.peak";
    public static final String OUT_BURST = "outbound.burst";

    private Bandwidth() {}
  }

  /** I/O thread parameters. */
  public static final class IoThread {
    public static final String POLL_MAX_NS = "poll_max_ns";
    public static final String POLL_GROW = "poll_grow";
    public static final String POLL_SHRINK = "poll_shrink";
    public static final String THREAD_POOL_MIN = "thread_pool_min";
    public static final String THREAD_POOL_MAX = "thread_pool_max";

    private IoThread() {}
  }

  /** Performance events. */
  public static final class Perf {
    public static final String CMT = "cmt";
    public static final String MBMT = "mbmt";
    public static final String MBML = "mbml";
    public static final String CACHE_MISSES = "cache_misses";
    public static final String CACHE_REFERENCES = "cache_references";
    public static final String INSTRUCTIONS = "instructions";
    public static final String CPU_CYCLES = "cpu_cycles";
    public static final String BRANCH_INSTRUCTIONS = "branch_instructions";
    public static final String BRANCH_MISSES = "branch_misses";
    public static final String BUS_CYCLES = "bus_cycles";
    public static final String STALLED_CYCLES_FRONTEND = "stalled_cycles_frontend";
    public static final String STALLED_CYCLES_BACKEND = "stalled_cycles_backend";
    public static final String REF_CPU_CYCLES = "ref_cpu_cycles";
    public static final String CPU_CLOCK = "cpu_clock";
    public static final String TASK_CLOCK = "task_clock";
    public static final String PAGE_FAULTS = "page_faults";
    public static final String CONTEXT_SWITCHES = "context_switches";
    public static final String CPU_MIGRATIONS = "cpu_migrations";
    public static final String PAGE_FAULTS_MIN = "page_faults_min";
    public static final String PAGE_FAULTS_MAJ = "page_faults_maj";
    public static final String ALIGNMENT_FAULTS = "alignment_faults";
    public static final String EMULATION_FAULTS = "emulation_faults";

    private Perf() {}
  }

  /** Disk statistics. */
  public static final class BlockStats {
    public static final String READ_BYTES = "rd_bytes";
    public static final String READ_REQ = "rd_operations";
    public static final String READ_TOTAL_TIMES = "rd_total_times";
    public static final String WRITE_BYTES = "wr_bytes";
    public static final String WRITE_REQ = "wr_operations";
    public static final String WRITE_TOTAL_TIMES = "wr_total_times";
    public static final String FLUSH_REQ = "flush_operations";
    public static final String FLUSH_TOTAL_TIMES = "flush_total_times";
    public static final String ERRS = "errs";

    private BlockStats() {}
  }

  /** Parameters of a block copy. */
  public static final class BlockCopy {
    public static final String BANDWIDTH = "bandwidth";
    public static final String GRANULARITY = "granularity";
    public static final String BUF_SIZE = "buf-size";

    private BlockCopy() {}
  }

  /** Limits of a disk. */
  public static final class BlockIoTune {
    public static final String TOTAL_BYTES_SEC = "total_bytes_sec";
    public static final String READ_BYTES_SEC = "read_bytes_sec";
    public static final String WRITE_BYTES_SEC = "write_bytes_sec";
    public static final String TOTAL_IOPS_SEC = "total_iops_sec";
    public static final String READ_IOPS_SEC = "read_iops_sec";
    public static final String WRITE_IOPS_SEC = "write_iops_sec";
    public static final String TOTAL_BYTES_SEC_MAX = "total_bytes_sec_max";
    public static final String READ_BYTES_SEC_MAX = "read_bytes_sec_max";
    public static final String WRITE_BYTES_SEC_MAX = "write_bytes_sec_max";
    public static final String TOTAL_IOPS_SEC_MAX = "total_iops_sec_max";
    public static final String READ_IOPS_SEC_MAX = "read_iops_sec_max";
    public static final String WRITE_IOPS_SEC_MAX = "write_iops_sec_max";
    public static final String TOTAL_BYTES_SEC_MAX_LENGTH = "total_bytes_sec_max_length";
    public static final String READ_BYTES_SEC_MAX_LENGTH = "read_bytes_sec_max_length";
    public static final String WRITE_BYTES_SEC_MAX_LENGTH = "write_bytes_sec_max_length";
    public static final String TOTAL_IOPS_SEC_MAX_LENGTH = "total_iops_sec_max_length";
    public static final String READ_IOPS_SEC_MAX_LENGTH = "read_iops_sec_max_length";
    public static final String WRITE_IOPS_SEC_MAX_LENGTH = "write_iops_sec_max_length";
    public static final String SIZE_IOPS_SEC = "size_iops_sec";
    public static final String GROUP_NAME = "group_name";

    private BlockIoTune() {}
  }

  /** What a tunable event reports; {@code %u} stands for a number. */
  public static final class Tunable {
    public static final String CPU_VCPUPIN = "cputune.vcpupin%u";
    public static final String CPU_EMULATORPIN = "cputune.emulatorpin";
    public static final String CPU_IOTHREADSPIN = "cputune.iothreadpin%u";
    public static final String CPU_CPU_SHARES = "cputune.cpu_shares";
    public static final String CPU_GLOBAL_PERIOD = "cputune.global_period";
    public static final String CPU_GLOBAL_QUOTA = "cputune.global_quota";
    public static final String CPU_VCPU_PERIOD = "cputune.vcpu_period";
    public static final String CPU_VCPU_QUOTA = "cputune.vcpu_quota";
    public static final String CPU_EMULATOR_PERIOD = "cputune.emulator_period";
    public static final String CPU_EMULATOR_QUOTA = "cputune.emulator_quota";
    public static final String CPU_IOTHREAD_PERIOD = "cputune.iothread_period";
    public static final String CPU_IOTHREAD_QUOTA = "cputune.iothread_quota";
    public static final String BLKDEV_DISK = "blkdeviotune.disk";
    public static final String BLKDEV_TOTAL_BYTES_SEC = "blkdeviotune.total_bytes_sec";
    public static final String BLKDEV_READ_BYTES_SEC = "blkdeviotune.read_bytes_sec";
    public static final String BLKDEV_WRITE_BYTES_SEC = "blkdeviotune.write_bytes_sec";
    public static final String BLKDEV_TOTAL_IOPS_SEC = "blkdeviotune.total_iops_sec";
    public static final String BLKDEV_READ_IOPS_SEC = "blkdeviotune.read_iops_sec";
    public static final String BLKDEV_WRITE_IOPS_SEC = "blkdeviotune.write_iops_sec";
    public static final String BLKDEV_TOTAL_BYTES_SEC_MAX = "blkdeviotune.total_bytes_sec_max";
    public static final String BLKDEV_READ_BYTES_SEC_MAX = "blkdeviotune.read_bytes_sec_max";
    public static final String BLKDEV_WRITE_BYTES_SEC_MAX = "blkdeviotune.write_bytes_sec_max";
    public static final String BLKDEV_TOTAL_IOPS_SEC_MAX = "blkdeviotune.total_iops_sec_max";
    public static final String BLKDEV_READ_IOPS_SEC_MAX = "blkdeviotune.read_iops_sec_max";
    public static final String BLKDEV_WRITE_IOPS_SEC_MAX = "blkdeviotune.write_iops_sec_max";
    public static final String BLKDEV_SIZE_IOPS_SEC = "blkdeviotune.size_iops_sec";
    public static final String BLKDEV_GROUP_NAME = "blkdeviotune.group_name";
    public static final String BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH =
        "blkdeviotune.total_bytes_sec_max_length";
    public static final String BLKDEV_READ_BYTES_SEC_MAX_LENGTH =
        "blkdeviotune.read_bytes_sec_max_length";
    public static final String BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH =
        "blkdeviotune.write_bytes_sec_max_length";
    public static final String BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH =
        "blkdeviotune.total_iops_sec_max_length";
    public static final String BLKDEV_READ_IOPS_SEC_MAX_LENGTH =
        "blkdeviotune.read_iops_sec_max_length";
    public static final String BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH =
        "blkdeviotune.write_iops_sec_max_length";

    private Tunable() {}
  }

  /** How a network card makes itself known. */
  public static final class AnnounceInterface {
    /** In milliseconds: the delay before the first packet. */
    public static final String INITIAL = "initial";

    /** In milliseconds: the longest delay between two packets. */
    public static final String MAX = "max";

    /** How many packets are sent. */
    public static final String ROUNDS = "rounds";

    /** In milliseconds: what each delay is longer than the one before. */
    public static final String STEP = "step";

    private AnnounceInterface() {}
  }

  private DomainParameters() {}
}
