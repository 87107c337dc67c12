package org.jvirtd.daemon.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.rpc.ClientIdentity;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.Program;
import org.jvirtd.rpc.UnixAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the ADMIN program to root and to the user that the daemon runs as, whatever the socket's
 * mode lets in (semantics section 21). libvirtd closes the connections of others without a word;
 * here each of their calls is answered with the reason.
 */
public final class AdminService implements Program {
  private static final Logger LOG = LoggerFactory.getLogger(AdminService.class);
  private static final ProcedureTable PROCEDURES = ProcedureTable.onDemand(AdminProgram.class);
  private static final long ROOT = 0;

  private final AdminCalls calls;
  private final String ownUser;

  public AdminService(DaemonControl daemon, LogSettings logging) {
    this(daemon, logging, ownUser());
  }

  AdminService(DaemonControl daemon, LogSettings logging, String ownUser) {
    this.calls = new AdminCalls(daemon, logging);
    this.ownUser = ownUser;
  }

  /** The name of the user we run as, written as the kernel's word about the other end is. */
  private static String ownUser() {
    try {
      return Files.getOwner(Path.of("/proc/self")).getName();
    } catch (IOException e) {
      return System.getProperty("user.name", "");
    }
  }

  /** The procedures without their guard: for callers that have been let in otherwise. */
  public AdminProgram calls() {
    return calls;
  }

  @Override
  public ProcedureTable procedures() {
    return PROCEDURES;
  }

  @Override
  public Session open(Connection connection) {
    ClientIdentity identity = connection.identity();
    UnixAccount account = identity.unix();
    boolean allowed =
        account != null && (account.user().equals(ownUser) || account.userId().orElse(-1) == ROOT);
    if (!allowed) {
      LOG.warn("{}: {} may not administrate the daemon", connection, identity);
    }
    return (_, _) -> {
      if (!allowed) {
        throw LibvirtException.of(
            ErrorCode.OPERATION_DENIED,
            ErrorDomain.ADMIN,
            "Disallowing client %s: only root and %s may administrate"
                .formatted(identity, ownUser));
      }
      return calls;
    };
  }
}
