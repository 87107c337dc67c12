package org.jvirtd.observe.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.jvirtd.observe.page.Happenings.Happening;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.event.DomainEventTypes;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.protocol.event.DomainRebootEvent;
import org.jvirtd.protocol.event.NetworkEventTypes;
import org.jvirtd.protocol.event.NetworkLifecycleEvent;
import org.jvirtd.protocol.event.NodeDeviceEventTypes;
import org.jvirtd.protocol.event.NodeDeviceLifecycleEvent;
import org.jvirtd.protocol.event.StoragePoolEventTypes;
import org.jvirtd.protocol.event.StoragePoolLifecycleEvent;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.nodedevice.NodeDevice;
import org.jvirtd.protocol.storage.StoragePool;

/** The events of the worlds, as the page tells them. */
class HappeningsTest {
  private static final UUID ID = new UUID(0, 1);

  private final Happenings happenings = new Happenings(InstantSource.fixed(Idle.NOW));

  @Test
  void eventsAreToldInLibvirtsWordsTheLatestFirst() {
    happen(domain(DomainEventTypes.STARTED, DomainEventTypes.Started.FROM_SNAPSHOT));
    happen(domain(DomainEventTypes.STOPPED, DomainEventTypes.Stopped.DESTROYED));
    happen(domain(99, 0));
    happen(new NetworkLifecycleEvent(new Network("n", ID), NetworkEventTypes.STOPPED, 0));
    happen(
        new StoragePoolLifecycleEvent(new StoragePool("p", ID), StoragePoolEventTypes.DELETED, 0));
    happen(new NodeDeviceLifecycleEvent(new NodeDevice("d"), NodeDeviceEventTypes.CREATED, 0));

    assertThat(happenings.latest(10))
        .extracting(h -> h.kind() + " " + h.name() + " " + h.what() + " " + h.detail())
        .containsExactly(
            "device d created null",
            "pool p deleted null",
            "network n stopped null",
            "domain web other null",
            "domain web stopped destroyed",
            "domain web started from snapshot");
    assertThat(happenings.latest(1).getFirst().at()).isEqualTo(Idle.NOW.toEpochMilli());
  }

  @Test
  void onlyTheLatestAreKeptAndAllAreCounted() {
    for (int i = 0; i < 3 * Happenings.MOST; i++) {
      happen(domain(DomainEventTypes.STARTED, 0));
    }
    assertThat(happenings.latest(1000))
        .hasSize(Happenings.MOST)
        .first()
        .extracting(Happening::number)
        .isEqualTo(3L * Happenings.MOST);
    assertThat(happenings.count()).isEqualTo(3L * Happenings.MOST);
  }

  @Test
  void whatIsNoLifeCycleIsNotToldOf() {
    happen(new DomainRebootEvent(new Domain("web", ID, 1)));
    assertThat(happenings.latest(10)).isEmpty();
  }

  private void happen(Record event) {
    happenings.onEvent("test:///default", event);
  }

  private static DomainLifecycleEvent domain(int event, int detail) {
    return new DomainLifecycleEvent(new Domain("web", ID, 1), event, detail);
  }
}
