package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NONE;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.driver.WorldSight;
import org.jvirtd.driver.test.TestDriverSettings.Lifetime;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

/**
 * The test hypervisor: libvirt's {@code test:///default}, in memory, whose connections share one
 * world (semantics section 24), and {@code test:///path/of/file.xml}, of which each connection has
 * a world of its own.
 */
public final class TestDriver implements Driver, ShowsWorlds {
  private static final String SHARED = "test:///default";

  private final TestDriverSettings settings;
  private final InstantSource time;
  private final HostName hostName = HostName.ofThisMachine();

  private final VolumeBudget volumes;
  private final List<EventWatcher> watchers = new CopyOnWriteArrayList<>();

  private @Nullable World shared;

  private int connections;

  public TestDriver(TestDriverSettings settings) {
    this(settings, InstantSource.system());
  }

  /**
   * @param time what stands for the wall clock; the fake statistics come from it
   */
  public TestDriver(TestDriverSettings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
    this.volumes = new VolumeBudget(settings.maxVolumeBytes());
  }

  @Override
  public String scheme() {
    return "test";
  }

  /**
   * {@inheritDoc}
   *
   * @throws LibvirtException INVALID_ARG if the URI has no path; XML_ERROR if the path is not a
   *     file that can be read; OPERATION_DENIED for one that may not; another error of libvirt's
   *     for one that does not describe a world
   */
  @Override
  public Hypervisor open(URI uri, EventSink events) {
    if (uri.getAuthority() != null) {
      throw LibvirtException.of(ErrorCode.NO_CONNECT, NONE, uri.toString());
    }
    String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
    if (path.isEmpty() || path.equals("/")) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, TEST, "testOpen: supply a path or use test:///default");
    }
    if (!path.equals("/default")) {
      World own = worldOf(path);
      own.events().add(events);
      letWatch(own, uri.toString());
      return new TestHypervisor(own, uri.toString(), own::discard);
    }
    World world = join();
    world.events().add(events);
    return new TestHypervisor(
        world,
        uri.toString(),
        () -> {
          world.events().remove(events);
          leave();
        });
  }

  /** A new world, of one connection only, that a file describes. */
  private World worldOf(String path) {
    WorldFolders files = new WorldFolders(settings.files(), settings.maxFileBytes());
    XmlElement node = WorldFile.read(files, path);
    World world = new World(WorldFile.host(node), time, hostName, volumes);
    boolean furnished = false;
    try {
      WorldFile.furnish(world, node, files, path);
      furnished = true;
      return world;
    } finally {
      if (!furnished) {
        world.discard();
      }
    }
  }

  /** The memory that the contents of volumes take now, in bytes. */
  public long volumeBytes() {
    return volumes.used();
  }

  /** The most that they may take, in bytes. */
  public long maxVolumeBytes() {
    return volumes.limit();
  }

  /** How often something was not written because of that bound. */
  public long refusedVolumeWrites() {
    return volumes.refusals();
  }

  @Override
  public List<WorldSight> worlds(int mostDomains) {
    World world;
    int open;
    synchronized (this) {
      world = shared;
      open = connections;
    }
    return world == null ? List.of() : List.of(world.domains().look(SHARED, open, mostDomains));
  }

  @Override
  public void watch(EventWatcher watcher) {
    watchers.add(watcher);
  }

  private void letWatch(World world, String uri) {
    world.events().add(event -> watchers.forEach(watcher -> watcher.onEvent(uri, event)));
  }

  private synchronized World join() {
    World world = shared;
    if (world == null) {
      world = World.withDefaultDomain(NodeFacts.DEFAULT, time, hostName, volumes);
      letWatch(world, SHARED);
      shared = world;
    }
    connections++;
    return world;
  }

  private synchronized void leave() {
    connections--;
    if (connections == 0 && settings.lifetime() == Lifetime.LAST_CONNECTION) {
      World last = shared;
      shared = null;
      if (last != null) {
        last.discard();
      }
    }
  }
}
