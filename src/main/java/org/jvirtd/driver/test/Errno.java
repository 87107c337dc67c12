package org.jvirtd.driver.test;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/**
 * Finds the errno behind an exception of Java's. Clients show its text and may ask for its number;
 * Java keeps only the text, and that not always. The numbers are Linux's.
 */
final class Errno {
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("Operation not permitted", 1),
          Map.entry("No such file or directory", 2),
          Map.entry("Input/output error", 5),
          Map.entry("No such device or address", 6),
          Map.entry("Permission denied", 13),
          Map.entry("Device or resource busy", 16),
          Map.entry("File exists", 17),
          Map.entry("Not a directory", 20),
          Map.entry("Is a directory", 21),
          Map.entry("Invalid argument", 22),
          Map.entry("Too many open files in system", 23),
          Map.entry("Too many open files", 24),
          Map.entry("Text file busy", 26),
          Map.entry("File too large", 27),
          Map.entry("No space left on device", 28),
          Map.entry("Read-only file system", 30),
          Map.entry("Broken pipe", 32),
          Map.entry("File name too long", 36),
          Map.entry("Too many levels of symbolic links", 40),
          Map.entry("Disk quota exceeded", 122));

  private Errno() {}

  /** The error of a failed system call. An errno that is not known is EIO. */
  static LibvirtException failure(ErrorDomain domain, String context, IOException cause) {
    String text = text(cause);
    Integer number = text == null ? null : NUMBERS.get(text);
    return text == null || number == null
        ? LibvirtException.system(domain, context, 5, "Input/output error")
        : LibvirtException.system(domain, context, number, text);
  }

  private static @Nullable String text(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      case FileAlreadyExistsException _ -> "File exists";
      case FileSystemException failure -> failure.getReason();
      default -> cause.getMessage();
    };
  }
}
