package org.jvirtd.observe.page;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.ShowsWorlds.EventWatcher;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.protocol.event.NetworkLifecycleEvent;
import org.jvirtd.protocol.event.NodeDeviceLifecycleEvent;
import org.jvirtd.protocol.event.StoragePoolLifecycleEvent;

/**
 * The last life cycle events of the drivers' worlds. A change that a client makes pays for noting
 * that it happened, which is a moment under a lock of its own; putting it into words is left to who
 * looks.
 */
final class Happenings implements EventWatcher {
  /** As many as are kept. */
  static final int MOST = 40;

  /**
   * One of them.
   *
   * @param number counts from 1 up
   * @param at milliseconds since 1970
   * @param kind domain, network, pool or device
   * @param what libvirt's word for it: "started"
   * @param detail libvirt's word for why: "booted"; null if there is none
   */
  record Happening(
      long number,
      long at,
      String world,
      String kind,
      String name,
      String what,
      @Nullable String detail) {}

  private record Noted(long number, long at, String world, Record event) {}

  private final InstantSource time;
  private final Deque<Noted> noted = new ArrayDeque<>(MOST);
  private long last;

  Happenings(InstantSource time) {
    this.time = time;
  }

  @Override
  public void onEvent(String world, Record event) {
    if (!isShown(event)) {
      return;
    }
    long at = time.millis();
    synchronized (noted) {
      if (noted.size() == MOST) {
        noted.removeFirst();
      }
      noted.addLast(new Noted(++last, at, world, event));
    }
  }

  /** How many there were in all. */
  long count() {
    synchronized (noted) {
      return last;
    }
  }

  /** The latest, the last one first. */
  List<Happening> latest(int most) {
    List<Noted> taken;
    synchronized (noted) {
      taken = new ArrayList<>(noted);
    }
    return taken.reversed().stream().limit(most).map(Happenings::told).toList();
  }

  private static boolean isShown(Record event) {
    return event instanceof DomainLifecycleEvent
        || event instanceof NetworkLifecycleEvent
        || event instanceof StoragePoolLifecycleEvent
        || event instanceof NodeDeviceLifecycleEvent;
  }

  private static Happening told(Noted noted) {
    return switch (noted.event) {
      case DomainLifecycleEvent e -> {
        DomainChange change = DomainChange.of(e.event());
        yield told(noted, "domain", e.domain().name(), change.word(), change.detail(e.detail()));
      }
      case NetworkLifecycleEvent e ->
          told(noted, "network", e.network().name(), word(e.event(), ObjectChange.NETWORK), null);
      case StoragePoolLifecycleEvent e ->
          told(noted, "pool", e.pool().name(), word(e.event(), ObjectChange.POOL), null);
      case NodeDeviceLifecycleEvent e ->
          told(noted, "device", e.device().name(), word(e.event(), ObjectChange.DEVICE), null);
      default -> throw new IllegalStateException("noted, but not shown: " + noted.event);
    };
  }

  private static Happening told(
      Noted noted, String kind, String name, String what, @Nullable String detail) {
    return new Happening(
        noted.number, noted.at, Plain.text(noted.world), kind, Plain.text(name), what, detail);
  }

  private static String word(int event, ObjectChange[] words) {
    return event >= 0 && event < words.length
        ? words[event].name().toLowerCase(Locale.ROOT)
        : "event " + event;
  }

  /** Libvirt's words for what happens to networks, pools and devices. */
  private enum ObjectChange {
    DEFINED,
    UNDEFINED,
    STARTED,
    STOPPED,
    CREATED,
    DELETED;

    /** In the order of libvirt's numbers. */
    static final ObjectChange[] NETWORK = {DEFINED, UNDEFINED, STARTED, STOPPED};

    static final ObjectChange[] POOL = {DEFINED, UNDEFINED, STARTED, STOPPED, CREATED, DELETED};

    static final ObjectChange[] DEVICE = {CREATED, DELETED, DEFINED, UNDEFINED};
  }
}
