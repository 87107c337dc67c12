package org.jvirtd.benchmark;

/**
 * What a figure must reach, and what it is to reach. Where less is better the goal is the smaller.
 */
record Target(double floor, double goal) {
  /** How a figure stands to its target. */
  enum Verdict {
    GOAL,
    FLOOR,
    BELOW;

    /** As a reader finds it in tables. */
    String words() {
      return switch (this) {
        case GOAL -> "goal met";
        case FLOOR -> "floor met";
        case BELOW -> "below the floor";
      };
    }
  }

  Verdict atLeast(double value) {
    return verdict(value >= goal, value >= floor);
  }

  Verdict atMost(double value) {
    return verdict(value <= goal, value <= floor);
  }

  private static Verdict verdict(boolean goalMet, boolean floorMet) {
    if (goalMet) {
      return Verdict.GOAL;
    }
    return floorMet ? Verdict.FLOOR : Verdict.BELOW;
  }
}
