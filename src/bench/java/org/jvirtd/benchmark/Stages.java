package org.jvirtd.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jvirtd.benchmark.server.Credentials;
import org.jvirtd.benchmark.server.Daemon;
import org.jvirtd.benchmark.server.Jvirtd;
import org.jvirtd.benchmark.server.Libvirtd;

/**
 * The daemons of a run: those that everybody may call, and others whose clients have to log in,
 * which are started when they are needed first. Of each there is a jvirtd, and a libvirtd beside it
 * where that can be.
 */
final class Stages implements AutoCloseable {
  private final Settings settings;
  private final Consumer<String> notes;
  private final List<String> noted = new ArrayList<>();
  private final Credentials credentials;
  private final List<Stage> open = new ArrayList<>();
  private final List<Stage> withLogins = new ArrayList<>();

  private Stages(Settings settings, Consumer<String> notes) throws IOException {
    this.settings = settings;
    this.notes = notes;
    credentials = Credentials.make();
  }

  /**
   * Starts those that everybody may call.
   *
   * @param notes told what there is to know beside the figures
   */
  static Stages start(Settings settings, Consumer<String> notes) throws IOException {
    var stages = new Stages(settings, notes);
    try {
      stages.start(stages.open, false, Libvirtd.whyNot().map(why -> "jvirtd alone: " + why));
      return stages;
    } catch (IOException | RuntimeException e) {
      stages.close();
      throw e;
    }
  }

  /** The subject, and the reference if there is one. */
  List<Stage> open() {
    return List.copyOf(open);
  }

  /** Those on which the scenario is played. */
  List<Stage> of(Scenario scenario) throws IOException {
    if (scenario.ways() != Scenario.Ways.LOGIN) {
      return open();
    }
    if (withLogins.isEmpty()) {
      Optional<String> why = Libvirtd.whyNoLogins();
      start(withLogins, true, why.map(reason -> "Logins of jvirtd alone: " + reason));
    }
    return List.copyOf(withLogins);
  }

  List<String> notes() {
    return List.copyOf(noted);
  }

  private void start(List<Stage> stages, boolean logins, Optional<String> whyAlone)
      throws IOException {
    add(stages, Jvirtd.start(settings.jar(), settings.javaOptions(), credentials, logins));
    if (whyAlone.isPresent()) {
      notes.accept(whyAlone.get());
      noted.add(whyAlone.get());
    } else {
      add(stages, Libvirtd.start(credentials, logins));
    }
  }

  private static void add(List<Stage> stages, Daemon daemon) throws IOException {
    stages.add(new Stage(daemon));
  }

  @Override
  public void close() throws IOException {
    for (Stage stage : open) {
      stage.close();
    }
    for (Stage stage : withLogins) {
      stage.close();
    }
    credentials.close();
  }
}
