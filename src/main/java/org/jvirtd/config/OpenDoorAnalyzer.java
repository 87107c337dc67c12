package org.jvirtd.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how a socket that everybody could use is closed, or opened on purpose. */
final class OpenDoorAnalyzer extends AbstractFailureAnalyzer<OpenDoorException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, OpenDoorException cause) {
    String group = cause.group();
    return new FailureAnalysis(
        "jvirtd does not start: " + cause.getMessage() + ". Whoever connects could do everything.",
        "Set %s.auth to sasl, or %s.address to a loopback address%s. If it is meant to be open, say so with %s.insecure=true."
            .formatted(
                group,
                group,
                group.endsWith("tls") ? ", or " + group + ".client-certificates to required" : "",
                group),
        cause);
  }
}
