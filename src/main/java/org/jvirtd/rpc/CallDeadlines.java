package org.jvirtd.rpc;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the calls of each procedure are answered with a timeout. Immutable. */
final class CallDeadlines {
  static final CallDeadlines NONE = new CallDeadlines(0, Map.of());

  private final long defaultNanos;
  private final Map<BoundProcedure, Long> nanos;

  private CallDeadlines(long defaultNanos, Map<BoundProcedure, Long> nanos) {
    this.defaultNanos = defaultNanos;
    this.nanos = nanos;
  }

  /**
   * The deadlines for the procedures of these programs.
   *
   * @throws IllegalArgumentException if none of them has a procedure that is named
   */
  static CallDeadlines of(CallLimits limits, Collection<ProcedureTable> programs) {
    Map<BoundProcedure, Long> nanos = new HashMap<>();
    limits
        .deadlines()
        .forEach((name, after) -> {
          List<BoundProcedure> named =
              programs.stream()
                  .flatMap(program -> program.all().stream())
                  .filter(procedure -> procedure.name().equals(name))
                  .toList();
          if (named.isEmpty()) {
            throw new IllegalArgumentException("deadlines: no procedure is called " + name);
          }
          named.forEach(procedure -> nanos.put(procedure, after.toNanos()));
        });
    return new CallDeadlines(limits.deadline().toNanos(), nanos);
  }

  /** Whether no call ever has a deadline. */
  boolean isEmpty() {
    return defaultNanos == 0 && nanos.values().stream().allMatch(after -> after == 0);
  }

  /** The shortest of all, or {@code otherwise} if there is none. */
  long shortestNanos(long otherwise) {
    long shortest = defaultNanos == 0 ? otherwise : Math.min(defaultNanos, otherwise);
    for (long after : nanos.values()) {
      shortest = after == 0 ? shortest : Math.min(after, shortest);
    }
    return shortest;
  }

  /** How long a call of a procedure may take after it was read; 0 for as long as it likes. */
  private long nanos(@Nullable BoundProcedure procedure) {
    return procedure == null ? defaultNanos : nanos.getOrDefault(procedure, defaultNanos);
  }

  boolean isOver(@Nullable BoundProcedure procedure, long ageNanos) {
    long after = nanos(procedure);
    return after != 0 && ageNanos >= after;
  }

  /** The deadline of a procedure that has one. */
  Duration of(@Nullable BoundProcedure procedure) {
    return Duration.ofNanos(nanos(procedure));
  }
}
