package org.jvirtd.rpc;

/**
 * A program and its place among those of its server.
 *
 * @param index where a connection keeps its session
 */
record ServedProgram(Program program, ProcedureTable table, int index) {
  ServedProgram(Program program, int index) {
    this(program, program.procedures(), index);
  }
}
