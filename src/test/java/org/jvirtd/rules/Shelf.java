package org.jvirtd.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The networks, or the pools, of the model: what the two have in common. */
final class Shelf {
  static final class Thing {
    final int uuid;
    final String name;
    boolean active;
    boolean persistent;
    boolean autostart;

    Thing(int uuid, String name) {
      this.uuid = uuid;
      this.name = name;
    }
  }

  private final TreeMap<Integer, Thing> known = new TreeMap<>();
  private final String noun;
  private final int missing;
  private final int errorDomain;
  private final boolean transientCanAutostart;

  /**
   * @param noun how error texts call them
   * @param missing the code of the error that there is none
   * @param errorDomain the domain of errors about their definitions
   * @param transientCanAutostart whether those without a persistent definition show that they start
   *     with the host
   */
  Shelf(String noun, int missing, int errorDomain, boolean transientCanAutostart) {
    this.noun = noun;
    this.missing = missing;
    this.errorDomain = errorDomain;
    this.transientCanAutostart = transientCanAutostart;
  }

  @Nullable Thing identified(int uuid) {
    return known.get(uuid);
  }

  @Nullable Thing named(String name) {
    return known.values().stream().filter(one -> one.name.equals(name)).findAny().orElse(null);
  }

  /** Why a definition does not fit those that are there already; null if it does. */
  @Nullable String conflict(Call call) {
    String failed = "9/" + errorDomain + " operation failed: " + noun;
    Thing same = known.get(call.uuid());
    if (same != null) {
      return same.name.equals(call.objectName())
          ? null
          : failed
              + " '%s' is already defined with uuid %s".formatted(same.name, call.objectUuid());
    }
    Thing namesake = named(call.objectName());
    return namesake == null
        ? null
        : failed
            + " '%s' already exists with uuid %s"
                .formatted(namesake.name, Call.uuidOf(namesake.uuid));
  }

  Thing admit(Call call) {
    return known.computeIfAbsent(call.uuid(), uuid -> new Thing(uuid, call.objectName()));
  }

  void remove(Thing thing) {
    known.remove(thing.uuid);
  }

  List<String> state() {
    List<String> states = new ArrayList<>();
    for (int uuid = 0; uuid < Call.OBJECTS; uuid++) {
      Thing one = known.get(uuid);
      states.add(uuid + ": " + (one == null ? "error " + missing : text(one)));
    }
    return states;
  }

  private String text(Thing one) {
    boolean autostart = one.autostart && (one.persistent || transientCanAutostart);
    return "%s active %d, persistent %d, autostart %d"
        .formatted(one.name, one.active ? 1 : 0, one.persistent ? 1 : 0, autostart ? 1 : 0);
  }
}
