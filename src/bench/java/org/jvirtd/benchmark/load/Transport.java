package org.jvirtd.benchmark.load;

import java.util.Locale;

/** How a client reaches its server. */
public enum Transport {
  TCP,
  UNIX;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
