package org.jvirtd.compat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Obeys {@link NeedsPeer}. */
final class NeedsPeerCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), NeedsPeer.class)
        .map(needs -> judge(Arrays.asList(needs.value()), Ci.here()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs no peer"));
  }

  static ConditionEvaluationResult judge(List<Peer> needed, boolean ci) {
    List<String> missing = needed.stream().filter(p -> !p.present()).map(Peer::advice).toList();
    return verdict(missing, ci);
  }

  static ConditionEvaluationResult verdict(List<String> missing, boolean ci) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all peers are here");
    }
    String reason = String.join("; ", missing);
    if (ci) {
      throw new AssertionError(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  /** Whether this is the continuous integration, where nothing may be skipped. */
  static final class Ci {
    private Ci() {}

    static boolean here() {
      return "true".equalsIgnoreCase(System.getenv("CI"));
    }
  }
}
