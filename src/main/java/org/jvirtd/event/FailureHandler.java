package org.jvirtd.event;

/** Told about each callback that has thrown. Runs on the loop thread and must not block it. */
@FunctionalInterface
public interface FailureHandler {

  /**
   * @param name the name under which the callback was added
   */
  void onFailure(String name, Throwable failure);
}
