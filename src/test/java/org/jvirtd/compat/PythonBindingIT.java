package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts with libvirt's own Python binding print the same lines with either daemon. */
@WithRig
@NeedsPeer({Peer.PYTHON_LIBVIRT, Peer.LIBVIRTD})
class PythonBindingIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain_events",
        "every_event_kind",
        "two_connections",
        "connection",
        "errors",
        "object_event_registration",
        "object_events",
        "screenshot",
        "snapshots",
        "storage_pool_events"
      })
  void printsTheSame(String script, Rig rig) {
    String text = resource(script);

    assertSame(run(text, rig.real()), run(text, rig.subject()));
  }

  /** Only a UNIX socket carries descriptors. */
  @ParameterizedTest
  @ValueSource(strings = {"descriptors", "raw_descriptors"})
  void printsTheSameOverUnixSockets(String script, Rig rig) {
    String text = resource(script);
    assertSame(
        run(text, rig.real(), unix(rig.real())), run(text, rig.subject(), unix(rig.subject())));
  }

  private static void assertSame(String real, String subject) {
    assertThat(real).as("the script ran through").contains("exit 0");
    assertThat(subject).isEqualTo(real);
  }

  private static String unix(DaemonUnderTest daemon) {
    return "test+unix:///default?socket=" + daemon.unixDirectory().resolve("libvirt-sock");
  }

  /** Thousands of calls; the first lines that differ are told. */
  @Test
  void everyMethodAnswersTheSame(Rig rig) {
    String text = resource("every_method");

    var ofReal = CompletableFuture.supplyAsync(() -> run(text, rig.real()).lines().toList());
    List<String> subject = run(text, rig.subject()).lines().toList();
    List<String> real = ofReal.join();

    assertThat(real).as("the script ran through").contains("exit 0").hasSizeGreaterThan(3000);
    var wanted = new ArrayList<>(real);
    subject.forEach(wanted::remove);
    var given = new ArrayList<>(subject);
    real.forEach(given::remove);
    assertThat(given).isEqualTo(wanted);
  }

  private static String run(String text, DaemonUnderTest daemon) {
    return run(text, daemon, daemon.uri());
  }

  private static String run(String text, DaemonUnderTest daemon, String uri) {
    try (var _ = World.fresh(daemon)) {
      Path folder = Files.createTempDirectory("python-script");
      try {
        Path file = Files.writeString(folder.resolve("script.py"), text);
        var argv = List.of(Peer.PYTHON_LIBVIRT.path(), file.toString(), uri, folder.toString());
        var outcome = Command.run(Duration.ofMinutes(5), argv);
        String all = "%s%nexit %d%n%s".formatted(outcome.out(), outcome.exit(), outcome.err());
        return Normaliser.of(daemon, text).place(folder.toString(), "dir").apply(all);
      } finally {
        Folders.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String script) {
    String name = "/compat/python/" + script + ".py";
    try (var stream = PythonBindingIT.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new AssertionError("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
