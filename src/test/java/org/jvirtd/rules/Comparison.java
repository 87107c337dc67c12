package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds a subject against what is expected of it, call by call. */
public final class Comparison {
  private Comparison() {}

  /** When events are compared. */
  public enum Events {
    /** After each call. */
    AT_ONCE,
    /** All of them, in their order, after the last call. */
    AT_THE_END
  }

  /** The first difference, if there is one. */
  public static Optional<String> difference(
      List<Call> calls, Subject expected, Subject actual, Events events) {
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      String step = "call " + i + ", " + call + ": ";
      Optional<String> found =
          differ(step + "outcome", expected.call(call), actual.call(call))
              .or(() -> states(step, call.verb().kind(), expected, actual));
      if (found.isEmpty() && events == Events.AT_ONCE) {
        found = differ(step + "events", expected.takeEvents(), actual.takeEvents());
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return differ("events of all calls", expected.takeEvents(), actual.takeEvents());
  }

  private static Optional<String> states(
      String step, Verb.Kind kind, Subject expected, Subject actual) {
    return differ(step + "states", expected.state(kind), actual.state(kind));
  }

  private static Optional<String> differ(String what, Object expected, Object actual) {
    return Objects.equals(expected, actual)
        ? Optional.empty()
        : Optional.of("%s%n  expected %s%n  but was  %s".formatted(what, expected, actual));
  }

  /**
   * Leaves calls out as long as what is left still fails.
   *
   * @param calls a sequence that fails
   * @return one from which no single call can be left out
   */
  public static List<Call> shrink(List<Call> calls, Predicate<List<Call>> fails) {
    List<Call> shortest = calls;
    int chunk = Math.max(1, calls.size() / 2);
    while (true) {
      List<Call> shorter = withoutOneChunk(shortest, chunk, fails);
      if (shorter.size() == shortest.size()) {
        if (chunk == 1) {
          return shortest;
        }
        chunk /= 2;
      }
      shortest = shorter;
    }
  }

  /** The sequence without the first chunk that it can do without; all of it if there is none. */
  private static List<Call> withoutOneChunk(
      List<Call> calls, int chunk, Predicate<List<Call>> fails) {
    for (int from = 0; from < calls.size(); from += chunk) {
      List<Call> rest = new ArrayList<>(calls.subList(0, from));
      rest.addAll(calls.subList(Math.min(from + chunk, calls.size()), calls.size()));
      if (fails.test(rest)) {
        return rest;
      }
    }
    return calls;
  }
}
