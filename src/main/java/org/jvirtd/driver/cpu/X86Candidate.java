package org.jvirtd.driver.cpu;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jvirtd.driver.cpu.GuestCpu.Feature;

/**
 * A set of features told as a model and what is different from it, and how well that tells it.
 *
 * @param features what the guest must have besides the model's features, then what it must not have
 * @param disabled how many of them it must not have
 */
record X86Candidate(X86Model model, List<Feature> features, int disabled) {

  /** What the first feature that must be off costs; each further one costs one more. */
  private static final int FIRST_PENALTY = 2;

  static X86Candidate of(X86Table table, X86Model model, BitSet wanted) {
    List<Feature> features = new ArrayList<>();
    BitSet more = (BitSet) wanted.clone();
    more.andNot(model.features());
    more.stream().forEach(i -> features.add(new Feature(table.features().get(i), true)));
    BitSet less = (BitSet) model.features().clone();
    less.andNot(wanted);
    less.stream().forEach(i -> features.add(new Feature(table.features().get(i), false)));
    int required = more.cardinality();
    for (String removed : model.removed()) {
      if (features.stream().noneMatch(feature -> feature.name().equals(removed))) {
        features.add(new Feature(removed, false));
      }
    }
    return new X86Candidate(model, features, features.size() - required);
  }

  /**
   * Whether this tells the set better than another model does: with the shorter list, where
   * features that must be off weigh more.
   *
   * @param preferred whether a shorter list of such features is enough
   */
  boolean isBetterThan(X86Candidate other, boolean preferred) {
    int mine = weight();
    int others = other.weight();
    boolean lessOff = penalty() < other.penalty();
    return mine < others || (lessOff && (preferred || mine == others));
  }

  private int weight() {
    return features.size() - counted() + penalty();
  }

  private int penalty() {
    int counted = counted();
    return counted * FIRST_PENALTY + counted * (counted - 1) / 2;
  }

  /**
   * How many of the features that must be off are weighed as such. libvirt stops looking for them
   * one place earlier for each that it has found, and they stand last: it finds half of them.
   */
  private int counted() {
    return (disabled + 1) / 2;
  }
}
