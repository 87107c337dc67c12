package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.RpcException;

/**
 * Reads the files that describe one world: all of them lie, symbolic links resolved, in the folders
 * that the operator allows, and have no more bytes together than allowed. An instance is for one
 * world and one thread.
 */
final class WorldFolders {
  private final List<Path> folders;
  private final int maxBytes;
  private int bytesLeft;

  /**
   * @param maxBytes of all files together
   */
  WorldFolders(List<Path> folders, int maxBytes) {
    this.folders = folders;
    this.maxBytes = maxBytes;
    this.bytesLeft = maxBytes;
  }

  /**
   * Reads a file.
   *
   * @param path as it was written; errors call the file so
   * @param root the name that its root element must have
   * @throws LibvirtException XML_ERROR if there is no such file; OPERATION_DENIED if it does not
   *     lie where it may; OPERATION_FAILED if it is too large; XML_DETAIL if it is not well formed
   */
  XmlElement read(String path, String root) {
    String text = text(path);
    try {
      return XmlReader.read(text, path, root, XmlLimits.DEFAULT);
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(TEST, e);
    }
  }

  private String text(String path) {
    Path file = allowed(path);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(bytesLeft + 1);
      if (bytes.length > bytesLeft) {
        throw LibvirtException.of(
            ErrorCode.OPERATION_FAILED,
            TEST,
            "'"
                + path
                + "' and the files before it have more than jvirtd.drivers.test.max-file-bytes ("
                + maxBytes
                + ")");
      }
      bytesLeft -= bytes.length;
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(path);
    }
  }

  private Path allowed(String path) {
    Path file = resolved(path);
    if (folders.stream().noneMatch(folder -> isIn(file, folder))) {
      throw LibvirtException.of(
          ErrorCode.OPERATION_DENIED,
          TEST,
          "the file '" + path + "' does not lie in a folder of jvirtd.drivers.test.files");
    }
    // A pipe or a device could keep the worker for ever.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw unreadable(path);
    }
    return file;
  }

  private static Path resolved(String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException | InvalidPathException e) {
      throw unreadable(path);
    }
  }

  private static boolean isIn(Path file, Path folder) {
    try {
      return file.startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static LibvirtException unreadable(String path) {
    return LibvirtException.of(
        ErrorCode.XML_ERROR, TEST, "failed to parse xml document '" + path + "'");
  }
}
