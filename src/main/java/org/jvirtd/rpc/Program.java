package org.jvirtd.rpc;

import org.jspecify.annotations.Nullable;

/** A program that a {@link Server} serves. */
public interface Program {

  ProcedureTable procedures();

  /** Makes what the program keeps for one connection. Called at the connection's first call. */
  Session open(Connection connection);

  /** What a program keeps for one connection. Its methods are called on workers. */
  interface Session {
    /**
     * The object on which a procedure is to be invoked.
     *
     * @throws RpcException if this client may not call it, or not now
     */
    Object target(BoundProcedure procedure, @Nullable Object[] arguments);

    /** Who refuses what access rules forbid, as the client's error text names it. */
    default String authority() {
      return "jvirtd";
    }

    /**
     * A whole message that a client gets last when the server stops and all its calls are answered,
     * or null. On the loop thread: it must not block.
     */
    default byte @Nullable [] lastWords() {
      return null;
    }

    /** The connection is gone. Called once, on a worker; calls may still be under way. */
    default void close() {}
  }

  /** A program that one object serves for all connections. */
  static <P> Program of(Class<P> type, P target) {
    ProcedureTable table = ProcedureTable.of(type);
    Session session = (procedure, arguments) -> target;
    return new Program() {
      @Override
      public ProcedureTable procedures() {
        return table;
      }

      @Override
      public Session open(Connection connection) {
        return session;
      }
    };
  }
}
