package org.jvirtd.protocol.domain;

/** Names of the typed parameters of jobs, of saving, of migration and of launch security. */
public final class DomainJobParameters {

  /** What is known about a job. */
  public static final class Job {
    public static final String OPERATION = "operation";
    public static final String TIME_ELAPSED = "time_elapsed";
    public static final String TIME_ELAPSED_NET = "time_elapsed_net";
    public static final String TIME_REMAINING = "time_remaining";
    public static final String DOWNTIME = "downtime";
    public static final String DOWNTIME_NET = "downtime_net";
    public static final String SETUP_TIME = "setup_time";
    public static final String DATA_TOTAL = "data_total";
    public static final String DATA_PROCESSED = "data_processed";
    public static final String DATA_REMAINING = "data_remaining";
    public static final String MEMORY_TOTAL = "memory_total";
    public static final String MEMORY_PROCESSED = "memory_processed";
    public static final String MEMORY_REMAINING = "memory_remaining";
    public static final String MEMORY_CONSTANT = "memory_constant";
    public static final String MEMORY_NORMAL = "memory_normal";
    public static final String MEMORY_NORMAL_BYTES = "memory_normal_bytes";
    public static final String MEMORY_BPS = "memory_bps";
    public static final String MEMORY_DIRTY_RATE = "memory_dirty_rate";
    public static final String MEMORY_PAGE_SIZE = "memory_page_size";
    public static final String MEMORY_ITERATION = "memory_iteration";
    public static final String MEMORY_POSTCOPY_REQS = "memory_postcopy_requests";
    public static final String DISK_TOTAL = "disk_total";
    public static final String DISK_PROCESSED = "disk_processed";
    public static final String DISK_REMAINING = "disk_remaining";
    public static final String DISK_BPS = "disk_bps";
    public static final String COMPRESSION_CACHE = "compression_cache";
    public static final String COMPRESSION_BYTES = "compression_bytes";
    public static final String COMPRESSION_PAGES = "compression_pages";
    public static final String COMPRESSION_CACHE_MISSES = "compression_cache_misses";
    public static final String COMPRESSION_OVERFLOW = "compression_overflow";
    public static final String AUTO_CONVERGE_THROTTLE = "auto_converge_throttle";
    public static final String SUCCESS = "success";
    public static final String ERRMSG = "errmsg";
    public static final String DISK_TEMP_USED = "disk_temp_used";
    public static final String DISK_TEMP_TOTAL = "disk_temp_total";

    private Job() {}
  }

  /** Saving and restoring. */
  public static final class Save {
    public static final String FILE = "file";
    public static final String DXML = "dxml";

    private Save() {}
  }

  /** Migration. */
  public static final class Migrate {
    public static final String URI = "migrate_uri";
    public static final String DEST_NAME = "destination_name";
    public static final String DEST_XML = "destination_xml";
    public static final String PERSIST_XML = "persistent_xml";
    public static final String BANDWIDTH = "bandwidth";
    public static final String BANDWIDTH_POSTCOPY = "bandwidth.postcopy";
    public static final String GRAPHICS_URI = "graphics_uri";
    public static final String LISTEN_ADDRESS = "listen_address";
    public static final String MIGRATE_DISKS = "migrate_disks";
    public static final String DISKS_PORT = "disks_port";
    public static final String DISKS_URI = "disks_uri";
    public static final String COMPRESSION = "compression";
    public static final String COMPRESSION_MT_LEVEL = "compression.mt.level";
    public static final String COMPRESSION_MT_THREADS = "compression.mt.threads";
    public static final String COMPRESSION_MT_DTHREADS = "compression.mt.dthreads";
    public static final String COMPRESSION_XBZRLE_CACHE = "compression.xbzrle.cache";
    public static final String AUTO_CONVERGE_INITIAL = "auto_converge.initial";
    public static final String AUTO_CONVERGE_INCREMENT = "auto_converge.increment";
    public static final String PARALLEL_CONNECTIONS = "parallel.connections";
    public static final String TLS_DESTINATION = "tls.destination";

    private Migrate() {}
  }

  /** Launch security. */
  public static final class LaunchSecurity {
    public static final String SEV_MEASUREMENT = "sev-measurement";
    public static final String SEV_API_MAJOR = "sev-api-major";
    public static final String SEV_API_MINOR = "sev-api-minor";
    public static final String SEV_BUILD_ID = "sev-build-id";
    public static final String SEV_POLICY = "sev-policy";
    public static final String SEV_SECRET_HEADER = "sev-secret-header";
    public static final String SEV_SECRET = "sev-secret";
    public static final String SEV_SECRET_SET_ADDRESS = "sev-secret-set-address";

    private LaunchSecurity() {}
  }

  private DomainJobParameters() {}
}
