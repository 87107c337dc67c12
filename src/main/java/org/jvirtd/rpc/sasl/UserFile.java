package org.jvirtd.rpc.sasl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users that may log in: a file of lines, read again whenever it has changed.
 *
 * <pre>
 *   # what follows is a comment
 *   :KEY                                              names without a user get salts made with it
 *   anna:SCRAM-SHA-256$10000:SALT$STORED-KEY:SERVER-KEY
 * </pre>
 *
 * <p>It holds no password. Safe for several threads at once; every method reads files.
 */
public final class UserFile {
  private static final Logger LOG = LoggerFactory.getLogger(UserFile.class);
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,255}");
  private static final int KEY_BYTES = 32;

  private record Stamp(FileTime changed, long size, @Nullable Object file) {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares contents
  private record Content(byte[] key, Map<String, ScramSecret> users) {}

  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Stamp read;
  private Content content = new Content(newKey(), Map.of());

  public UserFile(Path file) {
    this.file = file;
  }

  public Path path() {
    return file;
  }

  /**
   * The secret of a user. A name that is nobody's gets one too, always with the same salt, which no
   * password opens: so that nobody learns which names there are.
   */
  synchronized ScramSecret secretOf(String user) {
    refresh();
    ScramSecret secret = content.users.get(user);
    byte[] salt = ScramSecret.hmac(content.key, user);
    byte[] unknown = new byte[KEY_BYTES];
    random.nextBytes(unknown);
    return secret != null
        ? secret
        : new ScramSecret(
            ScramSecret.ITERATIONS, Arrays.copyOf(salt, ScramSecret.SALT_BYTES), unknown, unknown);
  }

  /**
   * Whether there is such a user with such a password. Takes milliseconds of computing, and equally
   * long for a name that is nobody's.
   */
  public boolean accepts(String user, char[] password) {
    // Outside the lock: others may want to know of other users meanwhile.
    return secretOf(user).isOf(password);
  }

  /** The users' names, in order. */
  public synchronized List<String> names() throws IOException {
    return List.copyOf(load().users.keySet());
  }

  /**
   * Adds a user, or gives one another password.
   *
   * @throws IllegalArgumentException if the name has characters that none may have, or the password
   *     is empty
   */
  public synchronized void put(String name, char[] password) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name has letters, digits, dots, dashes, underscores and @: " + name);
    }
    if (password.length == 0) {
      throw new IllegalArgumentException("the password is empty");
    }
    Content changed = load();
    changed.users.put(name, ScramSecret.of(password, random));
    write(changed);
  }

  /**
   * Removes a user. Connections that have logged in stay.
   *
   * @return whether there was one of this name
   */
  public synchronized boolean remove(String name) throws IOException {
    Content changed = load();
    boolean there = changed.users.remove(name) != null;
    if (there) {
      write(changed);
    }
    return there;
  }

  private void refresh() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Stamp stamp = new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
      if (!stamp.equals(read)) {
        content = load();
        read = stamp;
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("The users' file {} cannot be read; what it held stays: {}", file, e.toString());
    }
  }

  private Content load() throws IOException {
    byte[] key = null;
    Map<String, ScramSecret> users = new TreeMap<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      lines = List.of();
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        if (colon == 0) {
          key = Base64.getDecoder().decode(line.substring(1));
        } else {
          users.put(line.substring(0, colon), ScramSecret.parse(line.substring(colon + 1)));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        // The line itself is a secret.
        throw new IllegalArgumentException("line " + (i + 1) + " is not a user's", e);
      }
    }
    return new Content(key == null || key.length == 0 ? newKey() : key, users);
  }

  /** Writes beside the file and moves it there: who reads sees the old or the new, whole. */
  private void write(Content changed) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Users of jvirtd. Change it with: jvirtd user add|delete|list --file FILE");
    lines.add(":" + Base64.getEncoder().encodeToString(changed.key));
    changed.users.forEach((name, secret) -> lines.add(name + ":" + secret.text()));
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".users", null);
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
    } else {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }
}
