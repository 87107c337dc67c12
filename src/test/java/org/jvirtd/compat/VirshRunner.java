package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a script against one daemon. Each command has a virsh of its own, so that output, error and
 * exit status belong to it alone; a start of virsh with its connection costs about 20 ms.
 */
final class VirshRunner {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;

  private VirshRunner() {}

  /** The normalised transcript of each step, in the script's order. */
  static List<String> run(VirshScript script, DaemonUnderTest daemon) {
    var transcripts = new ArrayList<String>();
    for (var scenario : script.scenarios()) {
      transcripts.addAll(untilItEnds(script, scenario, daemon));
    }
    return transcripts;
  }

  /**
   * virsh itself can hang: commands that watch a job, like save, leave their loop before it runs
   * when the daemon answers first. Then the scenario is played again, from its beginning.
   */
  private static List<String> untilItEnds(
      VirshScript script, VirshScript.Scenario scenario, DaemonUnderTest daemon) {
    for (int attempt = 1; ; attempt++) {
      try (var _ = World.fresh(daemon)) {
        return runScenario(script, scenario, daemon);
      } catch (Command.NoEnd e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static List<String> runScenario(
      VirshScript script, VirshScript.Scenario scenario, DaemonUnderTest daemon) {
    Path folder = newFolder();
    try {
      for (var file : scenario.files().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), fill(file.getValue(), folder));
      }
      var normaliser = Normaliser.of(daemon, script.text()).place(folder.toString(), "dir");
      var transcripts = new ArrayList<String>();
      for (var step : scenario.steps()) {
        transcripts.add(normaliser.apply(transcript(step, daemon, folder)));
      }
      return transcripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Folders.deleteTree(folder);
    }
  }

  private static String transcript(VirshScript.Step step, DaemonUnderTest daemon, Path folder) {
    List<String> argv = argv(step, daemon, folder);
    Command.Outcome outcome = Command.run(LIMIT, argv);
    return "exit %d%n%s%s"
        .formatted(outcome.exit(), inOrder(step, outcome.out()), marked(outcome.err()));
  }

  private static List<String> argv(VirshScript.Step step, DaemonUnderTest daemon, Path folder) {
    String uri = daemon.uri(fill(step.path(), folder));
    String command = fill(step.command(), folder).replace("${uri}", uri);
    if (command.startsWith("!")) {
      String[] tool = command.substring(1).split(" ", 2);
      return List.of("sh", "-c", "%s --connect '%s' %s".formatted(tool[0], uri, tool[1]));
    }
    var argv = new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", uri));
    if (step.readOnly()) {
      argv.add("--readonly");
    }
    argv.add(command);
    return argv;
  }

  /** domstats lists domains in the order of a seeded hash table, so another one in each process. */
  private static String inOrder(VirshScript.Step step, String out) {
    if (!step.command().startsWith("domstats")) {
      return out;
    }
    return Stream.of(out.split("(?m)^(?=Domain: )", -1)).sorted().collect(Collectors.joining());
  }

  private static String marked(String err) {
    return err.isEmpty() ? "" : "[stderr]\n" + err;
  }

  private static String fill(String text, Path folder) {
    return text.replace("${dir}", folder.toString());
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("virsh-script");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
