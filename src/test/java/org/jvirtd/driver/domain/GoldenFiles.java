package org.jvirtd.driver.domain;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Definitions of our own, and what libvirt 9.0.0's test driver makes of them.
 *
 * <p>Of each NAME there are: {@code NAME.in.xml}, what is defined; {@code NAME.inactive.xml} and
 * {@code NAME.active.xml}, what it gives back before and after a start; and {@code
 * NAME.started.xml}, the inactive form after a start, where it differs from the one before. In the
 * folder {@code refused} {@code NAME.error.txt} is the error's text.
 */
final class GoldenFiles {

  private static final String INPUT = ".in.xml";

  private GoldenFiles() {}

  static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenFiles.class.getResource("domainxml"), "golden files")
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path refused() {
    return folder().resolve("refused");
  }

  /** The names of the definitions in a folder, in order. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(INPUT))
          .map(name -> name.substring(0, name.length() - INPUT.length()))
          .sorted()
          .toList();
    }
  }

  static String input(Path folder, String name) throws IOException {
    return Files.readString(folder.resolve(name + INPUT));
  }

  static String inactive(String name) throws IOException {
    return Files.readString(folder().resolve(name + ".inactive.xml"));
  }

  static String active(String name) throws IOException {
    return Files.readString(folder().resolve(name + ".active.xml"));
  }

  static String started(String name) throws IOException {
    Path started = folder().resolve(name + ".started.xml");
    return Files.exists(started) ? Files.readString(started) : inactive(name);
  }

  static String error(String name) throws IOException {
    return Files.readString(refused().resolve(name + ".error.txt")).stripTrailing();
  }
}
