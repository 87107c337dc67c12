package org.jvirtd.protocol.admin;

/** Names of the typed parameters of the ADMIN program, and the transports of clients. */
public final class AdminParameters {

  /** How a client is connected ({@code virClientTransport}). */
  public static final class Transport {
    public static final int UNIX = 0;
    public static final int TCP = 1;
    public static final int TLS = 2;

    private Transport() {}
  }

  /** The worker pool. */
  public static final class ThreadPool {
    public static final String WORKERS_MIN = "minWorkers";
    public static final String WORKERS_MAX = "maxWorkers";
    public static final String WORKERS_PRIORITY = "prioWorkers";
    public static final String WORKERS_FREE = "freeWorkers";
    public static final String WORKERS_CURRENT = "nWorkers";
    public static final String JOB_QUEUE_DEPTH = "jobQueueDepth";

    private ThreadPool() {}
  }

  /** What is known about a client. */
  public static final class ClientInfo {
    public static final String READONLY = "readonly";
    public static final String SOCKET_ADDR = "sock_addr";
    public static final String SASL_USER_NAME = "sasl_user_name";
    public static final String X509_DISTINGUISHED_NAME = "tls_x509_dname";
    public static final String UNIX_USER_ID = "unix_user_id";
    public static final String UNIX_USER_NAME = "unix_user_name";
    public static final String UNIX_GROUP_ID = "unix_group_id";
    public static final String UNIX_GROUP_NAME = "unix_group_name";
    public static final String UNIX_PROCESS_ID = "unix_process_id";
    public static final String SELINUX_CONTEXT = "selinux_context";

    private ClientInfo() {}
  }

  /** A server's client limits. */
  public static final class ClientLimits {
    public static final String MAX = "nclients_max";
    public static final String CURRENT = "nclients";
    public static final String UNAUTH_MAX = "nclients_unauth_max";
    public static final String UNAUTH_CURRENT = "nclients_unauth";

    private ClientLimits() {}
  }

  private AdminParameters() {}
}
