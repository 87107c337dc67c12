package org.jvirtd.driver;

import java.util.List;

/**
 * What a {@link Driver} implements beside, if whoever watches the daemon is to see its worlds and
 * hear what happens in them. Methods are called by any thread but a call's; none of them may wait
 * for a call.
 */
public interface ShowsWorlds {

  /**
   * The worlds that connections share, as they are now. It takes no lock that a call may hold for
   * long, so what it tells of a domain may be a moment old.
   *
   * @param mostDomains how many domains to list of each world
   */
  List<WorldSight> worlds(int mostDomains);

  /** Has somebody hear the events of all worlds from now on, of those to come as well. */
  void watch(EventWatcher watcher);

  /** Hears the events of worlds. */
  @FunctionalInterface
  interface EventWatcher {
    /**
     * Called on the thread of the call that caused the event, under the locks of what it tells of:
     * it must not wait, and costs every change what it takes.
     *
     * @param world the URI of the world
     * @param event one of the event records of {@code org.jvirtd.protocol}
     */
    void onEvent(String world, Record event);
  }
}
