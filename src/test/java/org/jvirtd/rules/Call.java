package org.jvirtd.rules;

import java.util.Locale;
import java.util.UUID;

/**
 * A call about one object. A client names an object by name and UUID; the two need not belong
 * together.
 *
 * @param name which of the few names
 * @param uuid which of the few UUIDs
 * @param extra what else the verb takes: flags, a new name, on or off, a variant of a definition
 */
public record Call(Verb verb, int name, int uuid, int extra) {
  /** How many objects of a kind there are at most. */
  static final int OBJECTS = 3;

  /** A definition whose guest stops when it is rebooted. */
  static final int STOPS_ON_REBOOT = 1;

  /** A definition whose guest starts again when it is shut down. */
  static final int RESTARTS_ON_POWEROFF = 2;

  String objectName() {
    return nameOf(verb.kind(), name);
  }

  UUID objectUuid() {
    return uuidOf(uuid);
  }

  /** One of two names: so they meet often. */
  String snapshotName() {
    return "snapshot-" + (extra & 1);
  }

  int snapshotFlags() {
    return extra >> 1;
  }

  static String nameOf(Verb.Kind kind, int name) {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + (char) ('a' + name);
  }

  static UUID uuidOf(int uuid) {
    return new UUID(0x0abc_0000_0000_4000L, 0x8000_0000_0000_0000L + uuid);
  }

  @Override
  public String toString() {
    return "%s %s/%d %d".formatted(verb, objectName(), uuid, extra);
  }
}
