package org.jvirtd.driver.test;

/**
 * How the test driver behaves.
 *
 * @param lifetime how long the shared world of {@code test:///default} lives
 */
public record TestDriverSettings(Lifetime lifetime) {

  /** How long what was defined stays. */
  public enum Lifetime {
    /** As long as the driver. */
    DAEMON,
    /** Until the last connection closes, which is libvirt's own rule (semantics section 24). */
    LAST_CONNECTION
  }

  public static final TestDriverSettings DEFAULT = new TestDriverSettings(Lifetime.DAEMON);
}
