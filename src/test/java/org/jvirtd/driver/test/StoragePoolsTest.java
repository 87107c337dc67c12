package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.event.StoragePoolEvent;
import org.jvirtd.protocol.event.StoragePoolLifecycleEvent;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.protocol.storage.StoragePoolInfo;
import org.jvirtd.protocol.storage.StorageVolume;

/** Storage pools: their states, their events, and what they have in common with libvirt's. */
class StoragePoolsTest {
  private static final long CAPACITY = 100L << 30;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  private static String xml(String name) {
    return xml(name, "/" + name);
  }

  private static String xml(String name, String path) {
    return "<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>"
        .formatted(name, path);
  }

  static String volume(String name, long bytes) {
    return "<volume><name>%s</name><capacity>%d</capacity></volume>".formatted(name, bytes);
  }

  private List<String> takeEvents() {
    List<String> taken =
        world.events.stream()
            .map(StoragePoolEvent.class::cast)
            .map(event ->
                event.pool().name()
                    + (event instanceof StoragePoolLifecycleEvent change
                        ? " " + change.event()
                        : " refreshed"))
            .toList();
    world.events.clear();
    return taken;
  }

  @Test
  void aWorldBeginsWithLibvirtsPool() {
    StoragePool pool = hypervisor.storagePoolLookupByName("default-pool");

    assertThat(pool.uuid()).hasToString("dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566");
    assertThat(hypervisor.storagePoolGetInfo(pool))
        .isEqualTo(new StoragePoolInfo(2, CAPACITY, 0, CAPACITY));
    assertThat(hypervisor.storagePoolGetXmlDesc(pool, 0))
        .isEqualTo(
            """
            <pool type='dir'>
              <name>default-pool</name>
              <uuid>dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566</uuid>
              <capacity unit='bytes'>107374182400</capacity>
              <allocation unit='bytes'>0</allocation>
              <available unit='bytes'>107374182400</available>
              <source>
              </source>
              <target>
                <path>/default-pool</path>
              </target>
            </pool>
            """);
  }

  @Test
  void eachStepOfAPoolsLifeIsAnEvent() {
    StoragePool pool = hypervisor.storagePoolDefineXml(xml("p"), 0);
    hypervisor.storagePoolBuild(pool, 0);
    hypervisor.storagePoolCreate(pool, 0);
    hypervisor.storagePoolRefresh(pool, 0);
    hypervisor.storagePoolDestroy(pool);
    hypervisor.storagePoolDelete(pool, 0);
    hypervisor.storagePoolUndefine(pool);

    assertThat(takeEvents())
        .containsExactly("p 0", "p 4", "p 2", "p refreshed", "p 3", "p 5", "p 1");
    assertThat(errorText(() -> hypervisor.storagePoolLookupByName("p")))
        .isEqualTo("49/12 Storage pool not found: no storage pool with matching name 'p'");
  }

  @Test
  void aTransientPoolIsGoneWhenItStops() {
    StoragePool pool = hypervisor.storagePoolCreateXml(xml("p"), 0);

    assertThat(hypervisor.storagePoolIsActive(pool)).isOne();
    assertThat(hypervisor.storagePoolIsPersistent(pool)).isZero();
    assertThat(errorText(() -> hypervisor.storagePoolSetAutostart(pool, 1)))
        .isEqualTo("8/12 invalid argument: pool has no config file");
    hypervisor.storagePoolDestroy(pool);

    assertThat(errorText(() -> hypervisor.storagePoolIsActive(pool)))
        .isEqualTo(
            "49/12 Storage pool not found: no storage pool with matching uuid '%s'"
                .formatted(pool.uuid()));
    assertThat(takeEvents()).containsExactly("p 2", "p 3");
  }

  @Test
  void aDefinedPoolThatIsCreatedFromXmlBecomesTransientAndKeepsItsVolumes() {
    StoragePool pool = hypervisor.storagePoolDefineXml(xml("p"), 0);
    hypervisor.storagePoolCreate(pool, 0);
    hypervisor.storageVolCreateXml(pool, volume("v", 5), 0);
    hypervisor.storagePoolDestroy(pool);
    String again = xml("p").replace("<target>", "<uuid>" + pool.uuid() + "</uuid><target>");

    hypervisor.storagePoolCreateXml(again, 0);

    assertThat(hypervisor.storagePoolIsPersistent(pool)).isZero();
    assertThat(hypervisor.storagePoolListVolumes(pool, 10)).containsExactly("v");
  }

  @Test
  void whatIsWrongForThePoolsStateIsRefused() {
    StoragePool pool = hypervisor.storagePoolLookupByName("default-pool");
    String active = "55/12 Requested operation is not valid: storage pool 'default-pool' is active";

    assertThat(errorText(() -> hypervisor.storagePoolCreate(pool, 0))).isEqualTo(active);
    assertThat(errorText(() -> hypervisor.storagePoolUndefine(pool))).isEqualTo(active);
    assertThat(errorText(() -> hypervisor.storagePoolBuild(pool, 0))).isEqualTo(active);
    assertThat(errorText(() -> hypervisor.storagePoolDelete(pool, 0))).isEqualTo(active);
    hypervisor.storagePoolDestroy(pool);
    String inactive =
        "55/12 Requested operation is not valid: storage pool 'default-pool' is not active";
    assertThat(errorText(() -> hypervisor.storagePoolDestroy(pool))).isEqualTo(inactive);
    assertThat(errorText(() -> hypervisor.storagePoolRefresh(pool, 0))).isEqualTo(inactive);
    assertThat(errorText(() -> hypervisor.storagePoolNumOfVolumes(pool))).isEqualTo(inactive);
    assertThat(errorText(() -> hypervisor.storagePoolListAllVolumes(pool, 1, 0)))
        .isEqualTo("55/12 Requested operation is not valid: storage pool is not active");
  }

  @Test
  void aCallThatFailsChangesNothingAndTellsNobody() {
    hypervisor.storagePoolDefineXml(xml("p"), 0);
    takeEvents();

    errorText(() -> hypervisor.storagePoolDefineXml(xml("p"), 0));
    errorText(() -> hypervisor.storagePoolDefineXml(xml("q", "/p"), 0));
    errorText(() -> hypervisor.storagePoolDefineXml("<pool", 0));

    assertThat(takeEvents()).isEmpty();
    assertThat(hypervisor.connectListAllStoragePools(1, 0).count()).isEqualTo(2);
  }

  @Test
  void namesUuidsAndStorageBelongToOnePoolOnly() {
    StoragePool pool = hypervisor.storagePoolDefineXml(xml("p"), 0);

    assertThat(errorText(() -> hypervisor.storagePoolDefineXml(xml("p", "/q"), 0)))
        .isEqualTo("9/18 operation failed: pool 'p' already exists with uuid " + pool.uuid());
    assertThat(errorText(() -> hypervisor.storagePoolDefineXml(xml("q", "/p"), 0)))
        .isEqualTo("9/18 operation failed: Storage source conflict with pool: 'p'");
    String other = xml("q").replace("<target>", "<uuid>" + pool.uuid() + "</uuid><target>");
    assertThat(errorText(() -> hypervisor.storagePoolDefineXml(other, 0)))
        .isEqualTo("9/18 operation failed: pool 'p' is already defined with uuid " + pool.uuid());
  }

  @Test
  void anActivePoolKeepsItsDefinitionAndForgetsWhatIsAllocated() {
    StoragePool pool = hypervisor.storagePoolDefineXml(xml("p"), 0);
    hypervisor.storagePoolCreate(pool, 0);
    StorageVolume volume = hypervisor.storageVolCreateXml(pool, volume("v", 5), 0);
    String moved =
        xml("p", "/moved").replace("<target>", "<uuid>" + pool.uuid() + "</uuid><target>");

    hypervisor.storagePoolDefineXml(moved, 0);

    assertThat(hypervisor.storagePoolGetXmlDesc(pool, 0)).contains("<path>/p</path>");
    assertThat(hypervisor.storagePoolGetInfo(pool).allocation()).isZero();
    hypervisor.storageVolDelete(volume, 0);
    assertThat(hypervisor.storagePoolGetXmlDesc(pool, 0))
        .contains("<allocation unit='bytes'>18446744073709551611</allocation>");
  }

  @ParameterizedTest
  @CsvSource({
    "0, default-pool off passing vg",
    "1, off", // inactive
    "2, default-pool passing vg",
    "4, default-pool off vg", // persistent
    "8, passing", // transient
    "16, vg", // autostart
    "32, default-pool off passing",
    "64, default-pool off passing", // dir
    "512, vg", // logical
    "576, default-pool off passing vg",
    "128, ''", // fs
    "65, off",
  })
  void eachFilterFlagSelects(int flags, String expected) {
    hypervisor.storagePoolDefineXml(xml("off"), 0);
    hypervisor.storagePoolCreateXml(xml("passing"), 0);
    StoragePool group =
        hypervisor.storagePoolDefineXml("<pool type='logical'><name>vg</name></pool>", 0);
    hypervisor.storagePoolCreate(group, 0);
    hypervisor.storagePoolSetAutostart(group, 1);

    List<StoragePool> found = hypervisor.connectListAllStoragePools(1, flags).pools();

    assertThat(String.join(" ", found.stream().map(StoragePool::name).sorted().toList()))
        .isEqualTo(expected);
  }

  @Test
  void theOldListsAreBounded() {
    hypervisor.storagePoolDefineXml(xml("off"), 0);

    assertThat(hypervisor.connectNumOfStoragePools()).isOne();
    assertThat(hypervisor.connectNumOfDefinedStoragePools()).isOne();
    assertThat(hypervisor.connectListStoragePools(5)).containsExactly("default-pool");
    assertThat(hypervisor.connectListDefinedStoragePools(0)).isEmpty();
    assertThat(errorText(() -> hypervisor.connectListStoragePools(16_385)))
        .isEqualTo("39/7 maxnames > REMOTE_STORAGE_POOL_LIST_MAX");
  }

  @Test
  void unknownFlagsAreRefused() {
    StoragePool pool = hypervisor.storagePoolLookupByName("default-pool");

    assertThat(errorText(() -> hypervisor.storagePoolCreate(pool, 1)))
        .isEqualTo("8/12 unsupported flags (0x1) in function testStoragePoolCreate");
    assertThat(errorText(() -> hypervisor.storagePoolGetXmlDesc(pool, 1)))
        .isEqualTo("8/12 unsupported flags (0x1) in function testStoragePoolGetXMLDesc");
    assertThat(errorText(() -> hypervisor.connectListAllStoragePools(1, 1 << 20)))
        .isEqualTo("8/12 unsupported flags (0x100000) in function testConnectListAllStoragePools");
  }
}
