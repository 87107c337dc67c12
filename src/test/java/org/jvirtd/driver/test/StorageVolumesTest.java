package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.StoragePoolsTest.volume;
import static org.jvirtd.driver.test.TestWorld.errorText;

import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.protocol.storage.StoragePoolInfo;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.protocol.storage.StorageVolumeInfo;

/** Volumes: what they are called, what they take from their pool, and how they are found. */
class StorageVolumesTest {
  private static final long CAPACITY = 100L << 30;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private final StoragePool pool = hypervisor.storagePoolLookupByName("default-pool");

  @Test
  void aVolumeLiesInItsPoolWhateverItsXmlSays() {
    StorageVolume volume =
        hypervisor.storageVolCreateXml(
            pool,
            "<volume><name>v</name><key>k</key><capacity unit='KiB'>2</capacity>"
                + "<target><path>/other</path><format type='qcow2'/></target></volume>",
            0);

    assertThat(volume).isEqualTo(new StorageVolume("default-pool", "v", "/default-pool/v"));
    assertThat(hypervisor.storageVolGetPath(volume)).isEqualTo("/default-pool/v");
    assertThat(hypervisor.storageVolLookupByKey("/default-pool/v")).isEqualTo(volume);
    assertThat(hypervisor.storageVolLookupByPath("/default-pool/v")).isEqualTo(volume);
    assertThat(hypervisor.storagePoolLookupByVolume(volume)).isEqualTo(pool);
    assertThat(hypervisor.storageVolGetXmlDesc(volume, 0))
        .isEqualTo(
            """
            <volume type='file'>
              <name>v</name>
              <key>/default-pool/v</key>
              <capacity unit='bytes'>2048</capacity>
              <allocation unit='bytes'>2048</allocation>
              <target>
                <path>/default-pool/v</path>
                <format type='qcow2'/>
              </target>
            </volume>
            """);
  }

  @Test
  void aPoolsSpaceIsWhatItsVolumesLeave() {
    StorageVolume volume = hypervisor.storageVolCreateXml(pool, volume("v", CAPACITY - 1), 0);

    assertThat(hypervisor.storagePoolGetInfo(pool))
        .isEqualTo(new StoragePoolInfo(2, CAPACITY, CAPACITY - 1, 1));
    assertThat(hypervisor.storageVolGetInfo(volume))
        .isEqualTo(new StorageVolumeInfo(0, CAPACITY - 1, CAPACITY - 1));
    hypervisor.storageVolCreateXml(pool, volume("fits", 1), 0);
    assertThat(errorText(() -> hypervisor.storageVolCreateXml(pool, volume("w", 1), 0)))
        .isEqualTo("1/12 internal error: Not enough free space in pool for volume 'w'");
    assertThat(
            errorText(() -> hypervisor.storageVolCreateXml(pool, volume("w", Long.MAX_VALUE), 0)))
        .contains("Not enough free space");
    hypervisor.storageVolDelete(volume, 0);
    assertThat(hypervisor.storagePoolGetInfo(pool).allocation()).isOne();
  }

  @Test
  void aNameIsTakenOnlyOnce() {
    hypervisor.storageVolCreateXml(pool, volume("v", 1), 0);

    assertThat(errorText(() -> hypervisor.storageVolCreateXml(pool, volume("v", 1), 0)))
        .isEqualTo("9/12 operation failed: storage vol already exists");
    assertThat(hypervisor.storagePoolNumOfVolumes(pool)).isOne();
    assertThat(hypervisor.storagePoolGetInfo(pool).allocation()).isOne();
  }

  @Test
  void aCopyNeedsItsOriginal() {
    StorageVolume original = hypervisor.storageVolCreateXml(pool, volume("v", 7), 0);
    StorageVolume missing = new StorageVolume("default-pool", "missing", "?");

    StorageVolume copy = hypervisor.storageVolCreateXmlFrom(pool, volume("copy", 9), original, 0);

    assertThat(hypervisor.storageVolGetInfo(copy).capacity()).isEqualTo(9);
    assertThat(
            errorText(() -> hypervisor.storageVolCreateXmlFrom(pool, volume("w", 1), missing, 0)))
        .isEqualTo("50/12 Storage volume not found: no storage vol with matching name 'missing'");
    assertThat(
            errorText(() -> hypervisor.storageVolCreateXmlFrom(pool, volume("v", 1), missing, 0)))
        .isEqualTo("9/12 operation failed: storage vol already exists");
    assertThat(hypervisor.storagePoolGetInfo(pool).allocation()).isEqualTo(16);
  }

  @Test
  void volumesOfAnInactivePoolAreNotFound() {
    StorageVolume volume = hypervisor.storageVolCreateXml(pool, volume("v", 1), 0);
    hypervisor.storagePoolDestroy(pool);

    assertThat(errorText(() -> hypervisor.storageVolLookupByKey("/default-pool/v")))
        .isEqualTo(
            "50/12 Storage volume not found: no storage vol with matching key '/default-pool/v'");
    assertThat(errorText(() -> hypervisor.storageVolGetInfo(volume)))
        .isEqualTo(
            "55/12 Requested operation is not valid: storage pool 'default-pool' is not active");
    hypervisor.storagePoolCreate(pool, 0);
    assertThat(hypervisor.storagePoolListAllVolumes(pool, 1, 0).volumes()).containsExactly(volume);
  }

  @Test
  void formatsDependOnThePool() {
    StoragePool group =
        hypervisor.storagePoolCreateXml("<pool type='logical'><name>vg</name></pool>", 0);
    StorageVolume volume = hypervisor.storageVolCreateXml(group, volume("v", 1), 0);

    assertThat(hypervisor.storageVolGetInfo(volume).type()).isOne();
    assertThat(hypervisor.storageVolGetXmlDesc(volume, 0)).doesNotContain("<format");
    assertThat(volume.key()).isEqualTo("/dev/vg/v");
    String partition =
        "<volume><name>v</name><capacity>1</capacity>"
            + "<target><format type='linux-lvm'/></target></volume>";
    assertThat(errorText(() -> hypervisor.storageVolCreateXml(pool, partition, 0)))
        .isEqualTo("67/18 unsupported configuration: unknown volume format type linux-lvm");
  }

  @Test
  void aStrictlyReadVolumeMayHaveNothingUnknown() {
    String good =
        "<volume><name>v</name><capacity>1</capacity><target><format type='raw'/></target></volume>";
    hypervisor.storageVolCreateXml(pool, good, 4);

    String odd = good.replace("<name>v</name>", "<name>w</name><odd/>");
    assertThat(errorText(() -> hypervisor.storageVolCreateXml(pool, odd, 4)))
        .contains("storagevol.rng", "<odd>");
    assertThat(hypervisor.storageVolCreateXml(pool, odd, 0).name()).isEqualTo("w");
  }
}
