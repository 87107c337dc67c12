package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jvirtd.driver.test.TestWorld.errorText;
import static org.jvirtd.driver.test.VolumeContents.BLOCK;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.rpc.RpcException;
import org.jvirtd.rpc.StreamSource;

/** What volumes hold: blocks and holes, and what they cost. */
class VolumeContentsTest {
  private static final int LENGTH = 5 * BLOCK + 100;

  private final VolumeBudget budget = new VolumeBudget(100L * BLOCK);
  private final VolumeContents contents = new VolumeContents(budget, true, LENGTH);

  private static byte[] ones(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 1);
    return bytes;
  }

  private void write(long at, byte[] bytes) {
    contents.write(at, ByteBuffer.wrap(bytes));
  }

  private static byte[] all(VolumeContents contents) {
    ByteBuffer into = ByteBuffer.allocate((int) contents.length());
    contents.read(0, into, contents.length());
    return into.array();
  }

  @Test
  void randomWritesAndHolesAreThoseOfAnArray() {
    Random random = new Random(42);
    byte[] model = new byte[LENGTH];
    for (int i = 0; i < 500; i++) {
      int at = random.nextInt(LENGTH);
      int count = random.nextInt(Math.min(LENGTH - at, 3 * BLOCK) + 1);
      if (random.nextBoolean()) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        write(at, bytes);
        System.arraycopy(bytes, 0, model, at, count);
      } else {
        contents.zero(at, count);
        Arrays.fill(model, at, at + count, (byte) 0);
      }
      assertThat(Arrays.mismatch(all(contents), model)).as("after step " + i).isEqualTo(-1);
    }
    assertThat(contents.held()).isEqualTo(budget.used());
  }

  @Test
  void onlyWhatIsNotZeroTakesMemory() {
    write(0, new byte[3 * BLOCK]);
    assertThat(budget.used()).isZero();
    write(BLOCK + 5, ones(1));
    assertThat(budget.used()).isEqualTo(BLOCK);
    contents.zero(BLOCK, BLOCK);
    assertThat(budget.used()).isZero();
  }

  @Test
  void nothingIsWrittenBeyondAFixedLength() {
    assertThat(errorText(() -> write(LENGTH - 1, ones(2))))
        .isEqualTo("38/38 cannot write to stream: No space left on device");
    assertThat(errorText(() -> contents.zero(LENGTH, 1))).startsWith("38/38");
    assertThat(errorText(() -> write(-1, ones(1)))).startsWith("38/38");
    write(LENGTH - 1, ones(1));
    assertThat(contents.length()).isEqualTo(LENGTH);
  }

  @Test
  void theBudgetOfAllVolumesIsKept() {
    VolumeContents other = new VolumeContents(budget, false, 0);
    for (int i = 0; i < 97; i++) {
      other.write((long) i * BLOCK, ByteBuffer.wrap(ones(1)));
    }
    write(0, ones(3 * BLOCK));

    assertThatThrownBy(() -> write(3L * BLOCK, ones(1)))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("max-volume-bytes");
    assertThat(budget.refusals()).isOne();
    other.discard();
    write(3L * BLOCK, ones(1));
    assertThat(budget.used()).isEqualTo(4L * BLOCK);
  }

  @Test
  void anImageGrowsAndMayHaveAPlaceFarAway() {
    VolumeContents image = new VolumeContents(budget, false, 0);
    image.write(10, ByteBuffer.wrap(ones(5)));
    image.zero(Long.MAX_VALUE - 10, 10);

    assertThat(image.length()).isEqualTo(Long.MAX_VALUE);
    assertThat(image.held()).isEqualTo(BLOCK);
    assertThat(errorText(() -> image.zero(Long.MAX_VALUE, 1))).startsWith("38/38");
  }

  @Test
  void aSparseReaderTellsHolesAndAnotherReadsZeroes() throws Exception {
    write(2L * BLOCK + 7, ones(10));
    VolumeReader sparse = new VolumeReader(contents, 0, 0, true);

    assertThat(sparse.skipHole()).isEqualTo(2L * BLOCK);
    assertThat(sparse.read(ByteBuffer.allocate(LENGTH))).isEqualTo(BLOCK);
    assertThat(sparse.skipHole()).isEqualTo(LENGTH - 3L * BLOCK);
    assertThat(sparse.read(ByteBuffer.allocate(10))).isEqualTo(StreamSource.END);

    VolumeReader plain = new VolumeReader(contents, 2L * BLOCK, 20, false);
    ByteBuffer into = ByteBuffer.allocate(LENGTH);
    assertThat(plain.read(into)).isEqualTo(20);
    assertThat(Arrays.copyOf(into.array(), 20))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
    assertThat(plain.read(into)).isEqualTo(StreamSource.END);
  }

  @Test
  void offsetsAndLengthsBeyondTheEndReadWhatThereIs() throws Exception {
    assertThat(new VolumeReader(contents, LENGTH + 1L, 0, false).read(ByteBuffer.allocate(1)))
        .isEqualTo(StreamSource.END);
    assertThat(new VolumeReader(contents, -1, 0, false).read(ByteBuffer.allocate(1)))
        .isEqualTo(StreamSource.END);
    assertThat(new VolumeReader(contents, LENGTH - 3L, -1, false).read(ByteBuffer.allocate(9)))
        .isEqualTo(3);
  }

  @Test
  void aWriterStopsAtItsLength() {
    VolumeWriter writer = new VolumeWriter(contents, 10, 5);
    writer.write(ByteBuffer.wrap(ones(3)));

    assertThat(errorText(() -> writer.write(ByteBuffer.wrap(ones(3))))).startsWith("38/38");
    assertThat(errorText(() -> writer.skip(3))).startsWith("38/38");
    writer.skip(2);
    assertThat(contents.held()).isEqualTo(BLOCK);
  }

  @Test
  void whatIsGoneGivesItsMemoryBack() {
    TestWorld world = new TestWorld(TestDriverSettings.Lifetime.LAST_CONNECTION);
    TestHypervisor hypervisor = world.hypervisor;
    StoragePool pool = hypervisor.storagePoolLookupByName("default-pool");
    StorageVolume one = make(hypervisor, pool, "one");
    StorageVolume two = make(hypervisor, pool, "two");
    StorageVolume copy =
        hypervisor.storageVolCreateXmlFrom(pool, StoragePoolsTest.volume("copy", LENGTH), one, 0);
    assertThat(world.driver.volumeBytes()).isEqualTo(3L * BLOCK);

    hypervisor.storageVolDelete(copy, 0);
    assertThat(world.driver.volumeBytes()).isEqualTo(2L * BLOCK);
    hypervisor.storageVolWipe(one, 0);
    assertThat(world.driver.volumeBytes()).isEqualTo(BLOCK);
    assertThat(hypervisor.storageVolGetInfo(two).capacity()).isEqualTo(LENGTH);
    hypervisor.close();
    assertThat(world.driver.volumeBytes()).isZero();
  }

  private static StorageVolume make(TestHypervisor hypervisor, StoragePool pool, String name) {
    StorageVolume volume =
        hypervisor.storageVolCreateXml(pool, StoragePoolsTest.volume(name, LENGTH), 0);
    hypervisor
        .world()
        .pools()
        .change(pool.name(), one -> one.volume(name).contents().write(0, ByteBuffer.wrap(ones(1))));
    return volume;
  }
}
