package org.jvirtd.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jvirtd.daemon.Daemon;

/** The commands that connect to the daemon, as somebody on this machine would type them. */
final class WaysIn {
  private WaysIn() {}

  static List<String> of(Daemon daemon) {
    List<String> commands = new ArrayList<>();
    daemon
        .tcpAddress()
        .ifPresent(tcp -> commands.add("virsh -c test+tcp://" + text(tcp) + "/default list --all"));
    daemon
        .unixSocket()
        .ifPresent(
            path -> commands.add("virsh -c 'test+unix:///default?socket=" + path + "' list --all"));
    return commands;
  }

  private static String text(InetSocketAddress address) {
    return host(address.getAddress()) + ":" + address.getPort();
  }

  /** As it stands in a URI; a socket that is open on all addresses is reached on this machine. */
  static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return "localhost";
    }
    String host = address.getHostAddress();
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
