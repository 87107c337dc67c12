package org.jvirtd.rpc;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The procedures of a program by number, derived from its annotated interface. Immutable. */
public final class ProcedureTable {
  /** Numbers up to this one are looked up in an array, larger ones in a map. */
  private static final int DENSE = 1024;

  private final RpcProgram program;
  private final String name;
  private final @Nullable BoundProcedure[] dense;
  private final Map<Integer, BoundProcedure> all = new TreeMap<>();

  private ProcedureTable(RpcProgram program, String name) {
    this.program = program;
    this.name = name;
    this.dense = new @Nullable BoundProcedure[DENSE + 1];
  }

  /**
   * Reads a program's interface.
   *
   * @throws IllegalArgumentException if it has no {@link RpcProgram}, uses a number twice, or a
   *     type without a form on the wire
   */
  public static ProcedureTable of(Class<?> type) {
    ProcedureTable table = onDemand(type);
    table.all.values().forEach(BoundProcedure::bind);
    return table;
  }

  /**
   * The same, but the types are looked at when a procedure is called for the first time: for large
   * interfaces whose every type is known to have its form, and a daemon that is to start at once.
   *
   * @throws IllegalArgumentException if it has no {@link RpcProgram}, or uses a number twice
   */
  public static ProcedureTable onDemand(Class<?> type) {
    RpcProgram program = type.getAnnotation(RpcProgram.class);
    if (program == null || !type.isInterface()) {
      throw new IllegalArgumentException(type + " is not an interface with @RpcProgram");
    }
    ProcedureTable table = new ProcedureTable(program, type.getSimpleName());
    for (Method method : type.getMethods()) {
      Procedure procedure = method.getAnnotation(Procedure.class);
      if (procedure != null) {
        table.add(new BoundProcedure(procedure, method, table.all.size()));
      }
    }
    return table;
  }

  private void add(BoundProcedure procedure) {
    int number = procedure.number();
    BoundProcedure before = all.put(number, procedure);
    if (before != null) {
      throw new IllegalArgumentException(name + ": " + before + " and " + procedure);
    }
    if (number >= 0 && number <= DENSE) {
      dense[number] = procedure;
    }
  }

  public int program() {
    return program.number();
  }

  public int version() {
    return program.version();
  }

  /** The interface's simple name. */
  public String name() {
    return name;
  }

  /** The procedure with this number, or null. */
  public @Nullable BoundProcedure get(int number) {
    return number >= 0 && number <= DENSE ? dense[number] : all.get(number);
  }

  /** The procedure whose method has this name. */
  public BoundProcedure get(String methodName) {
    return all.values().stream()
        .filter(p -> p.name().equals(methodName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no " + methodName));
  }

  /** All procedures, in the order of their numbers. */
  public Collection<BoundProcedure> all() {
    return all.values();
  }

  @Override
  public String toString() {
    return name + Arrays.toString(new int[] {program(), version()});
  }
}
