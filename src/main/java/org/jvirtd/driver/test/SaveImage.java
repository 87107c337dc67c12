package org.jvirtd.driver.test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jvirtd.protocol.LibvirtException;

/**
 * The file that a saved domain leaves on the daemon's disk: a magic text that ends with a zero
 * byte, the length of the definition in the machine's byte order, and the definition. libvirt's
 * test driver writes and reads the same, so that each can restore what the other saved.
 *
 * <p>libvirt's reader refuses more than 8 KiB of XML, even such as its own writer has written; this
 * one takes as much as a client could have sent.
 */
final class SaveImage {
  private static final byte[] MAGIC = "TestGuestMagic\0".getBytes(US_ASCII);

  /** The most bytes of XML that an image may hold: those of one string on the wire. */
  static final int MAX_XML_BYTES = 4 * 1024 * 1024;

  private SaveImage() {}

  /**
   * Writes an image that only its owner may read. A file that could not be written in full is gone.
   *
   * @param domainName whose image it is, for the error text
   * @throws LibvirtException SYSTEM_ERROR with the errno
   */
  static void write(String path, String domainName, String xml) {
    byte[] text = xml.getBytes(UTF_8);
    ByteBuffer image =
        ByteBuffer.allocate(MAGIC.length + Integer.BYTES + text.length)
            .order(ByteOrder.nativeOrder());
    image.put(MAGIC).putInt(text.length).put(text).flip();
    String saving = "saving domain '" + domainName + "' to '" + path + "': ";
    write(path, image, saving + "open failed", saving + "write failed");
  }

  /**
   * Writes a core dump, of which only the magic text is real.
   *
   * @throws LibvirtException SYSTEM_ERROR with the errno
   */
  static void writeCoreDump(String path, String domainName) {
    String dumping = "domain '" + domainName + "' coredump: ";
    write(
        path,
        ByteBuffer.wrap(MAGIC),
        dumping + "failed to open " + path,
        dumping + "failed to write header to " + path);
  }

  private static void write(
      String path, ByteBuffer content, String openFailed, String writeFailed) {
    Path file = pathOf(path);
    ByteChannel channel;
    try {
      channel =
          Files.newByteChannel(
              file,
              Set.of(CREATE, TRUNCATE_EXISTING, WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw Errno.failure(TEST, openFailed, e);
    }
    try (channel) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      discard(file);
      throw Errno.failure(TEST, writeFailed, e);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failed write is what the client is told of.
    }
  }

  /**
   * Reads the definition out of an image.
   *
   * @throws LibvirtException SYSTEM_ERROR if it cannot be read or is cut short, INTERNAL_ERROR if
   *     it is something else
   */
  static String read(String path) {
    try (InputStream in = Files.newInputStream(pathOf(path))) {
      byte[] magic = readFully(in, MAGIC.length, "incomplete save header in '" + path + "'");
      if (!java.util.Arrays.equals(magic, MAGIC)) {
        throw LibvirtException.internal(TEST, "mismatched header magic");
      }
      byte[] size =
          readFully(in, Integer.BYTES, "failed to read metadata length in '" + path + "'");
      int length = ByteBuffer.wrap(size).order(ByteOrder.nativeOrder()).getInt();
      if (length < 1 || length > MAX_XML_BYTES) {
        throw LibvirtException.internal(TEST, "length of metadata out of range");
      }
      return new String(readFully(in, length, "incomplete metadata in '" + path + "'"), UTF_8);
    } catch (IOException e) {
      throw Errno.failure(TEST, "cannot read domain image '" + path + "'", e);
    }
  }

  private static byte[] readFully(InputStream in, int length, String incomplete) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(length);
    } catch (IOException e) {
      throw Errno.failure(TEST, incomplete, e);
    }
    if (bytes.length < length) {
      // libvirt reports whatever errno an earlier call left behind; nothing failed, so 0 it is.
      throw LibvirtException.system(TEST, incomplete, 0, "Success");
    }
    return bytes;
  }

  private static Path pathOf(String path) {
    try {
      return Path.of(path).toAbsolutePath().normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw Errno.failure(TEST, "'" + path + "'", new IOException("Invalid argument", e));
    }
  }
}
