package org.jvirtd.daemon;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The UNIX sockets: where they lie and who may connect. The names are those of libvirtd's
 * configuration.
 *
 * @param directory the folder they lie in
 * @param group the group that gets {@code libvirt-sock} and {@code libvirt-sock-ro}, or null for
 *     the daemon's own
 * @param rw the mode of {@code libvirt-sock}
 * @param ro the mode of {@code libvirt-sock-ro}
 * @param admin the mode of {@code libvirt-admin-sock}, or null for no such socket
 */
public record UnixSettings(
    Path directory, @Nullable String group, Mode rw, Mode ro, @Nullable Mode admin) {

  /** In a folder, with everything as by default. */
  public static UnixSettings in(Path directory) {
    return new UnixSettings(
        directory, null, Mode.parse("0700"), Mode.parse("0777"), Mode.parse("0700"));
  }

  /**
   * A file's mode.
   *
   * @param permissions what is allowed
   */
  public record Mode(Set<PosixFilePermission> permissions) {
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{3}");

    public Mode {
      permissions = Set.copyOf(permissions);
    }

    /**
     * @param octal as libvirtd's configuration has it, "0770". The zero at its head is demanded:
     *     YAML makes another number of octal digits that are not in quotes, without the zero
     * @throws IllegalArgumentException if it is anything else
     */
    public static Mode parse(String octal) {
      if (!OCTAL.matcher(octal).matches()) {
        throw new IllegalArgumentException(
            "a mode is a zero and three octal digits, in quotes: \"0770\", not " + octal);
      }
      int bits = Integer.parseInt(octal, 8);
      Set<PosixFilePermission> allowed = EnumSet.noneOf(PosixFilePermission.class);
      PosixFilePermission[] all = PosixFilePermission.values();
      for (int i = 0; i < all.length; i++) {
        // They are declared as ls prints them, the owner's right to read first.
        if ((bits & (0400 >> i)) != 0) {
          allowed.add(all[i]);
        }
      }
      return new Mode(allowed);
    }
  }
}
