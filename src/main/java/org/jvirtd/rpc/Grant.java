package org.jvirtd.rpc;

import org.jspecify.annotations.Nullable;

/** What a client may call. Immutable, and one object for all clients that a rule names. */
final class Grant {
  static final Grant ALL = new Grant(false, null);

  private final boolean readOnly;

  /** By the places of programs in their server and of procedures in their table; null for all. */
  private final boolean @Nullable [][] allowed;

  Grant(boolean readOnly, boolean @Nullable [][] allowed) {
    this.readOnly = readOnly;
    this.allowed = allowed;
  }

  /** Whether it may only read. */
  boolean readOnly() {
    return readOnly;
  }

  boolean allows(ServedProgram program, BoundProcedure procedure) {
    return allowed == null || allowed[program.index()][procedure.index()];
  }
}
