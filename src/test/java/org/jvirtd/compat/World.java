package org.jvirtd.compat;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A fresh default test world of a daemon, held open by one raw connection. The real driver drops
 * its world with the last connection (semantics 24), a little after the client has gone; so a world
 * that is left is marked, and a new one is only taken when the mark is not in it.
 */
final class World implements AutoCloseable {
  private static final String MARK = "left-behind-by-an-earlier-test";

  private static final String MARK_XML =
      "<domain type='test'><name>"
          + MARK
          + "</name><memory>1024</memory><os><type>hvm</type></os></domain>";

  private final RawClient holder;

  private World(RawClient holder) {
    this.holder = holder;
  }

  static World fresh(DaemonUnderTest daemon) {
    return Awaitility.await("a fresh world in " + daemon.name())
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .until(() -> tryFresh(daemon), world -> world.unmarked)
        .world();
  }

  private static Attempt tryFresh(DaemonUnderTest daemon) {
    RawClient client = RawClient.opened(daemon.tcpPort());
    var lookup = RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, client.nextSerial()).string(MARK);
    boolean unmarked = client.converse(lookup) instanceof RawClient.Frame f && !f.ok();
    if (!unmarked) {
      client.close();
    }
    return new Attempt(new World(client), unmarked);
  }

  private record Attempt(World world, boolean unmarked) {}

  @Override
  public void close() {
    // A failed call leaves no mark, and the next test may see this one's domains: say so.
    var mark = RawFrame.call(RawFrame.DOMAIN_DEFINE_XML, holder.nextSerial()).string(MARK_XML);
    switch (holder.converse(mark)) {
      case RawClient.Frame reply when reply.ok() -> {}
      case RawClient.Closed _ -> {
        // The daemon has ended, and the world with it.
        holder.close();
        return;
      }
      case RawClient.Heard other -> throw new AssertionError("the mark is not left: " + other);
    }
    holder.converse(RawFrame.call(RawFrame.CONNECT_CLOSE, holder.nextSerial()));
    holder.close();
  }
}
