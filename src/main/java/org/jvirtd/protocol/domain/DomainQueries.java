package org.jvirtd.protocol.domain;

/** What lists and statistics of domains can be asked for. */
public final class DomainQueries {

  /** Filters of a list of domains ({@code virConnectListAllDomainsFlags}). */
  public static final class List {
    public static final int ACTIVE = 1;
    public static final int INACTIVE = 2;
    public static final int PERSISTENT = 1 << 2;
    public static final int TRANSIENT = 1 << 3;
    public static final int RUNNING = 1 << 4;
    public static final int PAUSED = 1 << 5;
    public static final int SHUTOFF = 1 << 6;
    public static final int OTHER = 1 << 7;
    public static final int MANAGEDSAVE = 1 << 8;
    public static final int NO_MANAGEDSAVE = 1 << 9;
    public static final int AUTOSTART = 1 << 10;
    public static final int NO_AUTOSTART = 1 << 11;
    public static final int HAS_SNAPSHOT = 1 << 12;
    public static final int NO_SNAPSHOT = 1 << 13;
    public static final int HAS_CHECKPOINT = 1 << 14;
    public static final int NO_CHECKPOINT = 1 << 15;

    private List() {}
  }

  /** Groups of statistics ({@code virDomainStatsTypes}). */
  public static final class Stats {
    public static final int STATE = 1;
    public static final int CPU_TOTAL = 2;
    public static final int BALLOON = 4;
    public static final int VCPU = 8;
    public static final int INTERFACE = 16;
    public static final int BLOCK = 32;
    public static final int PERF = 64;
    public static final int IOTHREAD = 128;
    public static final int MEMORY = 256;
    public static final int DIRTYRATE = 512;
    public static final int VM = 1024;

    private Stats() {}
  }

  /** Filters and manners of statistics ({@code virConnectGetAllDomainStatsFlags}). */
  public static final class StatsFlags {
    public static final int ACTIVE = 1;
    public static final int INACTIVE = 2;
    public static final int PERSISTENT = 1 << 2;
    public static final int TRANSIENT = 1 << 3;
    public static final int RUNNING = 1 << 4;
    public static final int PAUSED = 1 << 5;
    public static final int SHUTOFF = 1 << 6;
    public static final int OTHER = 1 << 7;
    public static final int NOWAIT = 1 << 29;
    public static final int BACKING = 1 << 30;
    public static final int ENFORCE_STATS = 1 << 31;

    private StatsFlags() {}
  }

  /** Groups of what the guest agent knows ({@code virDomainGuestInfoTypes}). */
  public static final class GuestInfo {
    public static final int USERS = 1;
    public static final int OS = 2;
    public static final int TIMEZONE = 4;
    public static final int HOSTNAME = 8;
    public static final int FILESYSTEM = 16;
    public static final int DISKS = 32;
    public static final int INTERFACES = 64;

    private GuestInfo() {}
  }

  /** Kinds of messages ({@code virDomainMessageType}). */
  public static final class Messages {
    public static final int DEPRECATION = 1;
    public static final int TAINTING = 2;

    private Messages() {}
  }

  private DomainQueries() {}
}
