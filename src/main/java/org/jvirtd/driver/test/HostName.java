package org.jvirtd.driver.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of the machine that the daemon runs on, by the rule that libvirt's clients see. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /**
   * The kernel's host name, completed by the resolver to a full name where that knows one. May ask
   * the network; the caller keeps the answer.
   */
  static String find() {
    String name = kernelName();
    if (name.startsWith("localhost") || name.contains(".")) {
      return name;
    }
    try {
      String full = InetAddress.getByName(name).getCanonicalHostName();
      // Only a completion counts: a resolver that knows no name answers with the address.
      return full.startsWith(name + ".") ? full : name;
    } catch (UnknownHostException e) {
      return name;
    }
  }

  private static String kernelName() {
    try {
      String name = Files.readString(KERNEL).strip();
      if (!name.isEmpty()) {
        return name;
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
