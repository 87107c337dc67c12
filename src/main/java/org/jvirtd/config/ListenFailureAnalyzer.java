package org.jvirtd.config;

import org.jvirtd.daemon.ListenException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines what a stack trace would bury: where the daemon cannot listen. */
final class ListenFailureAnalyzer extends AbstractFailureAnalyzer<ListenException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ListenException cause) {
    return new FailureAnalysis(
        "jvirtd cannot start: " + cause.getMessage() + ".",
        "Stop what listens there, or set jvirtd.listen.tcp.port or jvirtd.listen.unix.directory to"
            + " something else.",
        cause);
  }
}
