package org.jvirtd.compat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs the real virt-admin against a daemon. */
final class VirtAdmin {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Java does not tell which process is at the other end of a UNIX socket. */
  private static final Pattern PROCESS = Pattern.compile("(?m)^unix_process_id: [0-9]+\\n");

  /** libvirtd lists its servers in the order of a hash that it rolls when it starts. */
  private static final Pattern ORDER = Pattern.compile("(?m)^ [01]    (admin|libvirtd)$");

  private VirtAdmin() {}

  static String uri(DaemonUnderTest daemon) {
    return "libvirtd+unix:///system?socket=" + daemon.unixDirectory().resolve("libvirt-admin-sock");
  }

  /** One command: its exit status and what it wrote, without what differs by its nature. */
  static String run(DaemonUnderTest daemon, Path folder, String command) {
    String filled =
        command
            .replace("${dir}", folder.toString())
            .replace("${name}", folder.getFileName().toString());
    return outcome(daemon, folder, List.of(Peer.VIRT_ADMIN.path(), "-c", uri(daemon), filled), "");
  }

  /** Commands on the standard input of one virt-admin that is not told where to connect to. */
  static String interactive(DaemonUnderTest daemon, Path folder, String commands) {
    return outcome(
        daemon, folder, List.of(Peer.VIRT_ADMIN.path()), commands.replace("${uri}", uri(daemon)));
  }

  private static String outcome(
      DaemonUnderTest daemon, Path folder, List<String> argv, String input) {
    var outcome = Command.run(LIMIT, new ArrayList<>(argv), input);
    String all = "exit %d%n%s%s".formatted(outcome.exit(), outcome.out(), outcome.err());
    String same = PROCESS.matcher(all).replaceAll("");
    same = ORDER.matcher(same).replaceAll(" <id> <server>");
    return Normaliser.of(daemon, "").place(folder.toString(), "dir").apply(same);
  }

  /** The numbers of a server's clients. */
  static List<String> clients(DaemonUnderTest daemon, Path folder, String server) {
    return run(daemon, folder, "client-list " + server)
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("[0-9]+ .*"))
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }
}
