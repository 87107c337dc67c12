package org.jvirtd.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines which property the daemon cannot start with. */
final class InvalidPropertyAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
    return new FailureAnalysis(
        "jvirtd cannot start: " + cause.getMessage() + ".",
        "Correct the property; application.yml has all of them with their defaults.",
        cause);
  }
}
