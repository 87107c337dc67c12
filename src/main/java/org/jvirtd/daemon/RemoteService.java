package org.jvirtd.daemon;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.lxc.LxcProgram;
import org.jvirtd.protocol.qemu.QemuProgram;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.Program;
import org.jvirtd.rpc.sasl.Logins;

/**
 * The programs that reach a hypervisor: REMOTE, and beside it QEMU and LXC, which use the
 * hypervisor that the same client has opened with REMOTE.
 */
public final class RemoteService implements Program {
  private final Drivers drivers;
  private final @Nullable Logins logins;
  private final Map<Connection, RemoteSession> sessions = new ConcurrentHashMap<>();

  /**
   * @param logins who may log in, or null where nobody is asked to
   */
  public RemoteService(Drivers drivers, @Nullable Logins logins) {
    this.drivers = drivers;
    this.logins = logins;
  }

  /** REMOTE and its companions, for a server. */
  public List<Program> programs() {
    return List.of(
        this,
        new Companion(ProcedureTable.onDemand(QemuProgram.class)),
        new Companion(ProcedureTable.onDemand(LxcProgram.class)));
  }

  @Override
  public ProcedureTable procedures() {
    return EventType.REMOTE;
  }

  @Override
  public Session open(Connection connection) {
    return new SharedSession(connection) {
      @Override
      public byte @Nullable [] lastWords() {
        return session.lastWords();
      }
    };
  }

  /** A program that shares REMOTE's sessions. */
  private final class Companion implements Program {
    private final ProcedureTable procedures;

    Companion(ProcedureTable procedures) {
      this.procedures = procedures;
    }

    @Override
    public ProcedureTable procedures() {
      return procedures;
    }

    @Override
    public Session open(Connection connection) {
      return new SharedSession(connection);
    }
  }

  /** The one session of a connection, as each of its programs has it. */
  private class SharedSession implements Session {
    final RemoteSession session;
    private final Connection connection;

    SharedSession(Connection connection) {
      this.connection = connection;
      this.session =
          sessions.computeIfAbsent(connection, c -> new RemoteSession(c, drivers, logins));
    }

    @Override
    public Object target(BoundProcedure procedure, @Nullable Object[] arguments) {
      return session.target(procedure, arguments);
    }

    @Override
    public String authority() {
      return session.authority();
    }

    @Override
    public void close() {
      sessions.remove(connection);
      session.close();
    }
  }
}
