package org.jvirtd.compat;

/**
 * The two daemons that tests compare. They live as long as the JVM's test run: each test makes its
 * own {@link World} in them.
 *
 * @param real the real libvirtd, the specification
 * @param subject jvirtd; or a second libvirtd, which proves the harness, where {@code
 *     -Djvirtd.compat.subject=libvirtd}
 */
record Rig(DaemonUnderTest real, DaemonUnderTest subject) implements AutoCloseable {
  static Rig start() {
    RealLibvirtd real = RealLibvirtd.start();
    try {
      return new Rig(real, startSubject());
    } catch (RuntimeException | Error e) {
      real.close();
      throw e;
    }
  }

  private static DaemonUnderTest startSubject() {
    String byDefault = Jvirtd.present() ? "jvirtd" : "libvirtd";
    String wanted = System.getProperty("jvirtd.compat.subject", byDefault);
    return switch (wanted) {
      case "jvirtd" -> Jvirtd.start();
      case "libvirtd" -> RealLibvirtd.start();
      default ->
          throw new AssertionError("jvirtd.compat.subject: jvirtd or libvirtd, not " + wanted);
    };
  }

  /** Whether the subject is ours, or the real one once more. */
  boolean subjectIsOurs() {
    return subject instanceof Jvirtd;
  }

  @Override
  public void close() {
    try {
      subject.close();
    } finally {
      real.close();
    }
  }
}
