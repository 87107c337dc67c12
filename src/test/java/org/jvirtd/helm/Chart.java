package org.jvirtd.helm;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The chart, rendered by Helm. It needs no cluster. */
final class Chart {
  static final Path FOLDER = Path.of("helm");
  static final String RELEASE = "demo";
  static final String NAMESPACE = "labs";

  /** The oldest that Chart.yaml admits. */
  static final String KUBERNETES = "v1.30.0";

  /** A copy, as Helm renders no hooks without a cluster: in the copy they are ordinary objects. */
  private static final Path WITHOUT_HOOKS = copyWithoutHooks();

  private Chart() {}

  /** The values that stand for the ways to use the chart, by the names of their files. */
  static List<String> combinations() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String valuesOf(String combination) {
    return text(FOLDER.resolve("ci").resolve(combination));
  }

  /**
   * @param values as YAML
   * @throws IllegalStateException if Helm refuses the values, with Helm's words
   */
  static Manifests render(String values) {
    return renderFor(KUBERNETES, values);
  }

  static Manifests renderFor(String kubernetes, String values) {
    return Manifests.parse(
        withFile(
            values,
            file ->
                new Helm(WITHOUT_HOOKS)
                    .template()
                    .withName(RELEASE)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(kubernetes)
                    .withValuesFile(file)
                    .call()));
  }

  /** What Helm says after an installation. */
  static String notes(String values) {
    String output =
        withFile(
            values,
            file ->
                new Helm(WITHOUT_HOOKS)
                    .install()
                    .clientOnly()
                    .dryRun()
                    .withName(RELEASE)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(KUBERNETES)
                    .withValuesFile(file)
                    .call()
                    .getOutput());
    return output.substring(output.indexOf("NOTES:"));
  }

  /** The text of one of the chart's files. */
  static String file(String name) {
    return text(WITHOUT_HOOKS.resolve(name));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withFile(String values, Function<Path, String> command) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        return command.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copyWithoutHooks() {
    Path copy = Path.of("target", "chart-without-hooks");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(
            target, Files.readString(file).replace("helm.sh/hook", "example.org/was-hook"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
