package org.jvirtd.benchmark.load;

import java.util.Locale;

/** How a client reaches its server. */
public enum Transport {
  TCP,
  UNIX,
  /** TLS 1.3 over TCP, with certificates on both sides. */
  TLS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
