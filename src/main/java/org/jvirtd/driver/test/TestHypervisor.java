package org.jvirtd.driver.test;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.protocol.Feature;
import org.jvirtd.protocol.event.DomainEvent;
import org.jvirtd.protocol.event.NetworkEvent;
import org.jvirtd.protocol.event.NodeDeviceEvent;
import org.jvirtd.protocol.event.StoragePoolEvent;

/**
 * An open connection to a world of the test hypervisor. What it can do is in the interfaces that it
 * joins, by topic; what none of them has is not supported.
 */
final class TestHypervisor
    implements Hypervisor,
        TestConnection,
        TestNode,
        TestListing,
        TestLifecycle,
        TestProperties,
        TestMemory,
        TestVcpus,
        TestAccounting,
        TestTuning,
        TestIoThreads,
        TestBlkio,
        TestBlockIoTune,
        TestNuma,
        TestBandwidth,
        TestAddresses,
        TestImages,
        TestSnapshots,
        TestSnapshotRollback,
        TestCheckpoints,
        TestGuest,
        TestDevices,
        TestPools,
        TestVolumes,
        TestVolumeContents,
        TestNetworks,
        TestInterfaces,
        TestNodeDevices {
  /** The kinds of events that libvirt's test driver lets clients register for. */
  private static final Set<Class<?>> EVENTS =
      Set.of(DomainEvent.class, NetworkEvent.class, StoragePoolEvent.class, NodeDeviceEvent.class);

  private final World world;
  private final String uri;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  TestHypervisor(World world, String uri, Runnable onClose) {
    this.world = world;
    this.uri = uri;
    this.onClose = onClose;
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public boolean supportsFeature(int feature) {
    return feature == Feature.TYPED_PARAM_STRING.number()
        || feature == Feature.NETWORK_UPDATE_HAS_CORRECT_ORDER.number();
  }

  @Override
  public boolean emits(Class<?> kind) {
    return EVENTS.contains(kind);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      onClose.run();
    }
  }
}
