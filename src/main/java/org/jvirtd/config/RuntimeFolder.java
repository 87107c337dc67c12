package org.jvirtd.config;

import java.nio.file.Path;

/** The user's private folder for sockets: under XDG_RUNTIME_DIR, else in the temporary folder. */
final class RuntimeFolder {
  private RuntimeFolder() {}

  static Path path() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isEmpty()) {
      return Path.of(runtime, "jvirtd");
    }
    return Path.of(
        System.getProperty("java.io.tmpdir"), "jvirtd-" + System.getProperty("user.name"));
  }
}
