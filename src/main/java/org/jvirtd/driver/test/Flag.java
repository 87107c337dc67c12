package org.jvirtd.driver.test;

/** The flags of libvirt's calls that the test driver knows, by libvirt's names. */
final class Flag {
  private Flag() {}

  static final int VIR_DOMAIN_AFFECT_LIVE = 1;
  static final int VIR_DOMAIN_AFFECT_CONFIG = 2;
  static final int AFFECT = VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG;

  static final int VIR_DOMAIN_MEM_MAXIMUM = 4;
  static final int VIR_DOMAIN_VCPU_MAXIMUM = 4;
  static final int VIR_DOMAIN_VCPU_GUEST = 8;

  /** The client understands string parameters. */
  static final int VIR_TYPED_PARAM_STRING_OKAY = 4;

  static final int VIR_DOMAIN_START_VALIDATE = 16;
  static final int VIR_DOMAIN_DEFINE_VALIDATE = 1;
  static final int VIR_DOMAIN_DESTROY_GRACEFUL = 1;

  /** All ways of rebooting: any of them is as good as another here. */
  static final int REBOOT_MODES = 31;

  static final int VIR_DOMAIN_UNDEFINE_MANAGED_SAVE = 1;
  static final int VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA = 2;

  static final int VIR_DOMAIN_XML_SECURE = 1;
  static final int VIR_DOMAIN_XML_INACTIVE = 2;
  static final int VIR_DOMAIN_XML_MIGRATABLE = 8;

  static final int VIR_DOMAIN_SAVE_BYPASS_CACHE = 1;
  static final int VIR_DOMAIN_SAVE_RUNNING = 2;
  static final int VIR_DOMAIN_SAVE_PAUSED = 4;
  static final int VIR_DOMAIN_SAVE_IMAGE_XML_SECURE = 1;

  static final int VIR_DUMP_CRASH = 1;
  static final int VIR_DUMP_LIVE = 2;
  static final int VIR_DUMP_RESET = 8;

  static final int VIR_DOMAIN_TIME_SYNC = 1;
  static final int VIR_DOMAIN_PASSWORD_ENCRYPTED = 1;

  static final int VIR_MEMORY_VIRTUAL = 1;
  static final int VIR_MEMORY_PHYSICAL = 2;

  static final int VIR_DOMAIN_MESSAGE_DEPRECATION = 1;
  static final int VIR_DOMAIN_MESSAGE_TAINTING = 2;

  static final int VIR_DOMAIN_STATS_STATE = 1;
  static final int VIR_DOMAIN_STATS_IOTHREAD = 1 << 7;

  /** The groups of statistics that the test driver has. */
  static final int SUPPORTED_STATS = VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_IOTHREAD;

  static final int VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = 1 << 29;
  static final int VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING = 1 << 30;
  static final int VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS = 1 << 31;
}
