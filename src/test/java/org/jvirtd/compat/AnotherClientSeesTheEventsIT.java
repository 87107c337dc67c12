package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code virsh event --all --loop} prints what other clients do, line for line the same. */
@WithRig
@NeedsPeer({Peer.VIRSH, Peer.LIBVIRTD})
class AnotherClientSeesTheEventsIT {
  private static final String XML =
      "<domain type='test'><name>watched</name><uuid>0c000000-1111-2222-3333-444444444444</uuid>"
          + "<memory>65536</memory><os><type>hvm</type></os></domain>";

  /** Operations, each with how many lines of events it makes with the real daemon. */
  private static final List<String> OPERATIONS =
      List.of(
          "define ${dir}/watched.xml",
          "start watched",
          "suspend watched",
          "resume watched",
          "setmem watched 32M",
          "reboot watched",
          "domrename watched x",
          "save watched ${dir}/save",
          "restore ${dir}/save",
          "managedsave watched",
          "start watched",
          "shutdown watched",
          "domrename watched seen",
          "autostart seen",
          "undefine seen",
          "create ${dir}/watched.xml",
          "destroy watched",
          "suspend test",
          "destroy test",
          "start test",
          "undefine test");

  @Test
  void allKinds(Rig rig) {
    compare(rig, List.of("event", "--all", "--loop"));
  }

  @Test
  void lifecycleWithTime(Rig rig) {
    compare(rig, List.of("event", "--event", "lifecycle", "--loop", "--timestamp"));
  }

  @Test
  void ofOneDomain(Rig rig) {
    compare(rig, List.of("event", "--domain", "test", "--event", "lifecycle", "--loop"));
  }

  private static void compare(Rig rig, List<String> event) {
    String real = watch(rig.real(), event);
    String subject = watch(rig.subject(), event);
    assertThat(real).as("the real daemon sends events").contains("'lifecycle'");
    assertThat(subject).isEqualTo(real);
  }

  private static String watch(DaemonUnderTest daemon, List<String> event) {
    try (var _ = World.fresh(daemon)) {
      Path folder = Files.createTempDirectory("events");
      try {
        Files.writeString(folder.resolve("watched.xml"), XML);
        return watch(daemon, event, folder);
      } finally {
        Folders.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String watch(DaemonUnderTest daemon, List<String> event, Path folder) {
    var argv = new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", daemon.uri()));
    argv.addAll(event);
    try (var watcher = Following.start(argv)) {
      // virsh says nothing when it has registered; so make events until it prints the first.
      awaitRegistered(daemon, watcher);
      int before = watcher.out().lines().toList().size();
      for (String operation : OPERATIONS) {
        virsh(daemon, operation.replace("${dir}", folder.toString()));
      }
      // The last event of all is that of this domain, which no operation above touches again.
      virsh(daemon, "define " + folder.resolve("watched.xml"));
      String last = event.contains("test") ? "Undefined Removed" : "Defined Added";
      awaitLast(watcher, last, before);
      watcher.interrupt();
      // The total counts those that went before, which are as many as it took.
      var lines =
          watcher
              .out()
              .lines()
              .skip(before)
              .map(line -> line.startsWith("events received: ") ? "events received" : line)
              .toList();
      return Normaliser.of(daemon, XML).apply(String.join("\n", lines));
    }
  }

  private static void awaitRegistered(DaemonUnderTest daemon, Following watcher) {
    watcher.await(
        "prints a first event",
        () -> {
          virsh(daemon, "suspend test");
          virsh(daemon, "resume test");
          return watcher.out().contains("'test'");
        });
    // The last resume of these may still be on its way.
    watcher.await("prints the last resume", () -> lastLine(watcher, 0).contains("Resumed"));
  }

  private static void awaitLast(Following watcher, String text, int skip) {
    watcher.await("prints " + text + " last", () -> lastLine(watcher, skip + 2).contains(text));
  }

  /** The last line, if there are more than {@code skip}. */
  private static String lastLine(Following watcher, int skip) {
    var lines = watcher.out().lines().skip(skip).toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  private static void virsh(DaemonUnderTest daemon, String command) {
    Command.run(Duration.ofSeconds(10), List.of(Peer.VIRSH.path(), "-c", daemon.uri(), command));
  }
}
