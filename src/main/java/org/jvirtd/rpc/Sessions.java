package org.jvirtd.rpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the programs keep for one connection. Safe for several threads at once. */
final class Sessions {
  private final Connection connection;
  private final Program.@Nullable Session[] byProgram;
  private boolean closed;

  Sessions(Connection connection, int programs) {
    this.connection = connection;
    this.byProgram = new Program.@Nullable Session[programs];
  }

  /**
   * What a program keeps for the connection; made at its first call.
   *
   * @throws RpcException if the connection is gone
   */
  synchronized Program.Session of(ServedProgram served) {
    if (closed) {
      throw new RpcException(RpcError.internal("the connection is closed"));
    }
    Program.Session session = byProgram[served.index()];
    if (session == null) {
      session = served.program().open(connection);
      byProgram[served.index()] = session;
    }
    return session;
  }

  /** Passes on what the programs have to say to a client that is left in good order. */
  void lastWords(Consumer<byte[]> send) {
    Program.@Nullable Session[] open;
    synchronized (this) {
      open = byProgram.clone();
    }
    for (Program.@Nullable Session session : open) {
      byte[] words = session == null ? null : session.lastWords();
      if (words != null) {
        send.accept(words);
      }
    }
  }

  /** Ends all of them. On a worker, as a driver may take its time. */
  void close() {
    Program.@Nullable Session[] ended;
    synchronized (this) {
      closed = true;
      ended = byProgram.clone();
    }
    for (Program.@Nullable Session session : ended) {
      if (session != null) {
        session.close();
      }
    }
  }
}
