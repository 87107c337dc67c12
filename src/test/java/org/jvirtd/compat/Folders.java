package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Temporary folders of the tests. */
final class Folders {
  private Folders() {}

  /** Deletes a folder with all that it holds; what vanishes meanwhile is no error. */
  static void deleteTree(Path folder) {
    List<Path> doomed;
    try (var walk = Files.walk(folder)) {
      doomed = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Path path : doomed) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        System.err.println("left behind: " + path + " (" + e + ")");
      }
    }
  }
}
