package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * virsh uploads to volumes, and downloads what it has uploaded: libvirt's own driver has neither.
 */
@NeedsPeer(Peer.VIRSH)
class VolumesHoldWhatIsUploadedIT {
  private static final int MIB = 1 << 20;

  private static Jvirtd daemon;

  private World world;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    daemon = Jvirtd.start("jvirtd.drivers.test.max-volume-bytes=" + 8 * MIB);
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  @BeforeEach
  void enter() {
    world = World.fresh(daemon);
  }

  @AfterEach
  void leave() {
    world.close();
  }

  private static Command.Outcome run(String... arguments) {
    var argv = new ArrayList<>(List.of(Peer.VIRSH.path(), "-c", daemon.uri()));
    argv.addAll(List.of(arguments));
    return Command.run(Duration.ofSeconds(60), argv);
  }

  private static void virsh(String... arguments) {
    Command.Outcome outcome = run(arguments);
    assertThat(outcome.exit()).as(String.join(" ", arguments) + ": " + outcome.err()).isZero();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(4711).nextBytes(bytes);
    return bytes;
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private byte[] download(String volume, String... options) throws IOException {
    Path target = Files.createTempFile(folder, "down", "load");
    var arguments = new ArrayList<>(List.of("vol-download", volume, target.toString()));
    arguments.addAll(List.of("--pool", "default-pool"));
    arguments.addAll(List.of(options));
    virsh(arguments.toArray(String[]::new));
    return Files.readAllBytes(target);
  }

  @Test
  void whatWasUploadedComesBack() throws IOException {
    byte[] content = random(3 * MIB);
    virsh("vol-create-as", "default-pool", "v", "3M");

    virsh("vol-upload", "v", file("up", content).toString(), "--pool", "default-pool");

    assertThat(download("v")).isEqualTo(content);
  }

  @Test
  void aPartIsWrittenAndReadAtItsPlace() throws IOException {
    virsh("vol-create-as", "default-pool", "v", "1M");
    byte[] part = random(100_000);

    virsh(
        "vol-upload",
        "v",
        file("up", part).toString(),
        "--pool",
        "default-pool",
        "--offset",
        "70000",
        "--length",
        "100000");

    byte[] whole = download("v");
    assertThat(whole).hasSize(MIB);
    assertThat(Arrays.copyOfRange(whole, 70_000, 170_000)).isEqualTo(part);
    assertThat(Arrays.copyOfRange(whole, 0, 70_000)).containsOnly(0);
    assertThat(Arrays.copyOfRange(whole, 170_000, MIB)).containsOnly(0);
    assertThat(download("v", "--offset", "70010", "--length", "90000"))
        .isEqualTo(Arrays.copyOfRange(part, 10, 90_010));
  }

  @Test
  void aSparseFileOfManyTimesTheBoundGoesUpAndDown() throws IOException {
    Path up = folder.resolve("up");
    byte[] island = random(300_000);
    try (var file = new java.io.RandomAccessFile(up.toFile(), "rw")) {
      file.setLength(256L * MIB);
      file.seek(100L * MIB);
      file.write(island);
    }
    virsh("vol-create-as", "default-pool", "v", "256M");

    virsh("vol-upload", "v", up.toString(), "--pool", "default-pool", "--sparse");

    Path down = folder.resolve("down");
    virsh("vol-download", "v", down.toString(), "--pool", "default-pool", "--sparse");
    assertThat(Files.mismatch(up, down)).isEqualTo(-1);
    assertThat(download("v", "--offset", Integer.toString(100 * MIB), "--length", "300000"))
        .isEqualTo(island);
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    virsh("vol-create-as", "default-pool", "small", "1M");
    virsh("vol-create-as", "default-pool", "large", "20M");

    assertThat(run("vol-upload", "small", file("up", random(2 * MIB)).toString(), "default-pool"))
        .satisfies(outcome -> {
          assertThat(outcome.exit()).isOne();
          assertThat(outcome.err()).contains("No space left on device");
        });
    assertThat(run("vol-upload", "large", file("big", random(12 * MIB)).toString(), "default-pool"))
        .satisfies(outcome -> {
          assertThat(outcome.exit()).isOne();
          assertThat(outcome.err()).contains("jvirtd.drivers.test.max-volume-bytes");
        });
    virsh("vol-delete", "large", "default-pool");
    virsh("vol-upload", "small", file("up", random(MIB)).toString(), "default-pool");
  }

  @Test
  void anImageIsAsLongAsWhatWasUploaded() throws IOException {
    byte[] image = random(200_000);
    virsh("vol-create-as", "default-pool", "v", "10G", "--allocation", "0", "--format", "qcow2");
    virsh("vol-upload", "v", file("up", image).toString(), "default-pool");

    assertThat(download("v")).isEqualTo(image);
    virsh("vol-clone", "v", "copy", "default-pool");
    virsh("vol-wipe", "v", "default-pool");
    assertThat(download("copy")).isEqualTo(image);
    assertThat(download("v")).hasSize(200_000).containsOnly(0);
  }

  @Test
  void aVolumeGrows() throws IOException {
    virsh("vol-create-as", "default-pool", "v", "1M");
    virsh("vol-resize", "v", "2M", "default-pool");

    assertThat(download("v")).hasSize(2 * MIB);
    assertThat(run("vol-resize", "v", "1M", "default-pool", "--shrink").exit()).isZero();
    assertThat(download("v")).hasSize(MIB);
    assertThat(run("vol-resize", "v", "1", "default-pool", "--shrink").err())
        .contains("can't shrink capacity below existing allocation");
  }
}
