package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The UNIX sockets, as virsh and Python meet them, and as a killed daemon leaves them. */
@WithRig
@NeedsPeer({Peer.VIRSH, Peer.VIRT_ADMIN, Peer.LIBVIRTD, Peer.PYTHON_LIBVIRT})
class UnixSocketsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void whatMayOnlyReadIsRefusedToChangeWithTheSameErrors(Rig rig) {
    for (String command :
        List.of("list --all", "dominfo test", "destroy test", "undefine test", "net-list")) {
      assertThat(readOnly(rig.subject(), command)).isEqualTo(readOnly(rig.real(), command));
    }
    assertThat(readOnly(rig.real(), "destroy test")).contains("read only access prevents");
  }

  private static String readOnly(DaemonUnderTest daemon, String command) {
    String socket = daemon.unixDirectory().resolve("libvirt-sock-ro").toString();
    // One that is asked for reading only, and one that only its socket keeps from writing.
    return Stream.of(List.of("-r"), List.<String>of())
        .map(options -> {
          var argv =
              Stream.of(
                      List.of(Peer.VIRSH.path(), "-c", "test+unix:///default?socket=" + socket),
                      options,
                      List.of(command))
                  .flatMap(List::stream)
                  .toList();
          var outcome = Command.run(LIMIT, argv);
          return Normaliser.of(daemon, "").apply(outcome.exit() + outcome.out() + outcome.err());
        })
        .reduce("", String::concat);
  }

  @Test
  void pythonIsRefusedAlike(Rig rig) {
    assertThat(python(rig.subject())).isEqualTo(python(rig.real())).contains("29 20");
  }

  private static String python(DaemonUnderTest daemon) {
    String script =
        """
        import libvirt, sys
        libvirt.registerErrorHandler(lambda c, e: None, None)
        for open_it in (libvirt.openReadOnly, libvirt.open):
            conn = open_it(sys.argv[1])
            print(conn.getType(), [d.name() for d in conn.listAllDomains()])
            try:
                conn.lookupByName('test').destroy()
            except libvirt.libvirtError as e:
                print(e.get_error_code(), e.get_error_domain(), e)
        """;
    String socket = daemon.unixDirectory().resolve("libvirt-sock-ro").toString();
    var outcome =
        Command.run(
            LIMIT,
            List.of(
                Peer.PYTHON_LIBVIRT.path(), "-c", script, "test+unix:///default?socket=" + socket));
    return outcome.out() + outcome.err();
  }

  @Test
  void theSocketsOfAKilledDaemonAreReplacedAndThoseOfALivingOneAreNot() throws IOException {
    JvirtdProcess killed = JvirtdProcess.startIn(folder);
    killed.kill();
    assertThat(names()).contains("libvirt-sock", "libvirt-sock-ro", "libvirt-admin-sock");
    try (JvirtdProcess next = JvirtdProcess.startIn(folder)) {
      assertThat(next.output()).contains("left by a daemon that is no more: replaced");
      assertThat(VirtAdmin.run(next, folder, "server-list")).startsWith("exit 0");
      assertThat(JvirtdProcess.failingToStartIn(folder))
          .contains("jvirtd cannot start: another daemon listens on " + folder);
      assertThat(VirtAdmin.run(next, folder, "server-list")).startsWith("exit 0");
    }
  }

  @Test
  void modesAndGroupAreThoseOfTheConfiguration() throws IOException {
    try (JvirtdProcess daemon =
        JvirtdProcess.startIn(
            folder,
            "jvirtd.listen.unix.rw-perms=0770",
            "jvirtd.listen.unix.ro-perms=0766",
            "jvirtd.listen.unix.group=daemon")) {
      assertThat(mode("libvirt-sock")).isEqualTo("rwxrwx--- daemon");
      assertThat(mode("libvirt-sock-ro")).isEqualTo("rwxrw-rw- daemon");
      assertThat(mode("libvirt-admin-sock")).startsWith("rwx------");
      assertThat(daemon.isAlive()).isTrue();
    }
  }

  private String mode(String socket) throws IOException {
    Path path = folder.resolve(socket);
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
        + " "
        + Files.getAttribute(path, "posix:group");
  }

  @Test
  void aDaemonThatNobodyUsesEndsByItselfIfItIsTold() {
    try (JvirtdProcess daemon = JvirtdProcess.startIn(folder)) {
      assertThat(VirtAdmin.run(daemon, folder, "daemon-timeout --timeout 1")).startsWith("exit 0");
      assertThat(daemon.awaitExit(Duration.ofSeconds(20))).isZero();
      assertThat(folder.resolve("libvirt-sock")).doesNotExist();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
