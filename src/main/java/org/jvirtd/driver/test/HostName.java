package org.jvirtd.driver.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The name of the machine that the daemon runs on, as libvirt tells it; asked for once. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private final Supplier<String> source;
  private @Nullable String name;

  HostName(Supplier<String> source) {
    this.source = source;
  }

  static HostName ofThisMachine() {
    return new HostName(HostName::find);
  }

  /** The name. The first call may ask the network. */
  synchronized String get() {
    if (name == null) {
      name = source.get();
    }
    return name;
  }

  /** The kernel's host name, completed to a full name where the resolver knows one. */
  private static String find() {
    String host = kernelName();
    if (host.startsWith("localhost") || host.contains(".")) {
      return host;
    }
    try {
      String full = InetAddress.getByName(host).getCanonicalHostName();
      // Only a completion counts: a resolver that knows no name answers with the address.
      return full.startsWith(host + ".") ? full : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }

  private static String kernelName() {
    try {
      String host = Files.readString(KERNEL).strip();
      if (!host.isEmpty()) {
        return host;
      }
    } catch (IOException e) {
      // Not Linux, or no /proc: the resolver's own idea of this host is next best.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
