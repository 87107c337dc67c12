package org.jvirtd.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A domain of the model. */
final class ModelDomain {
  /**
   * What a domain was when a snapshot of it was made.
   *
   * @param domain its name then
   * @param variant the variant of its definition then
   */
  record Snapshot(
      String name,
      @Nullable String parent,
      boolean online,
      boolean paused,
      String domain,
      int variant) {
    Snapshot under(@Nullable String other) {
      return new Snapshot(name, other, online, paused, domain, variant);
    }
  }

  final int uuid;
  final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  @Nullable String currentSnapshot;
  String name;
  int id = -1;

  /** State and reason. */
  String state = "5/0";

  /** The variant of the definition that is in use. */
  int variant;

  /** The definition that the next start uses; only of one that is active. */
  @Nullable Integer nextVariant;

  /** The name in the definition that the next start uses. */
  String nextName;

  boolean persistent;
  boolean autostart;
  boolean saved;

  ModelDomain(int uuid, String name) {
    this.uuid = uuid;
    this.name = name;
    this.nextName = name;
  }

  boolean isActive() {
    return !state.startsWith("5/");
  }

  boolean isPaused() {
    return state.startsWith("3/");
  }

  /** Takes a definition, at once or for the next start: that it runs is told by its number. */
  void assign(String newName, int newVariant) {
    if (id != -1) {
      nextVariant = newVariant;
      nextName = newName;
    } else {
      variant = newVariant;
      name = newName;
    }
  }

  void keepForNextStart() {
    nextVariant = variant;
    nextName = name;
  }

  void start(int newId, String newState) {
    state = newState;
    id = newId;
    saved = false;
    if (persistent && nextVariant == null) {
      keepForNextStart();
    }
  }

  /** One that has no definition for another start keeps its number. */
  void stop(String newState) {
    state = newState;
    if (nextVariant != null) {
      variant = nextVariant;
      name = nextName;
      nextVariant = null;
      id = -1;
    }
  }

  @Override
  public String toString() {
    return "%s id %d, %s, persistent %d, autostart %d, saved %d, snapshots %s, current %s"
        .formatted(
            name,
            id,
            state,
            persistent ? 1 : 0,
            autostart ? 1 : 0,
            saved ? 1 : 0,
            snapshots.keySet().stream().sorted().toList(),
            currentSnapshot);
  }
}
