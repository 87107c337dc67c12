package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames come out whole and in order, however the bytes come in. */
class FrameReaderTest {

  private final List<String> seen = new ArrayList<>();
  private boolean goOn = true;
  private final FrameReader reader =
      new FrameReader((frame, at, end) -> {
        byte[] body = new byte[end - at - Header.BYTES];
        frame.get(at + Header.BYTES, body);
        seen.add(Header.read(frame, at).serial() + ":" + body.length + ":" + sum(body));
        return goOn;
      });

  private static int sum(byte[] bytes) {
    int sum = 0;
    for (byte each : bytes) {
      sum = 31 * sum + each;
    }
    return sum;
  }

  private static ByteBuffer frames(int... bodyLengths) {
    int total = 0;
    for (int length : bodyLengths) {
      total += Header.FRAME_HEAD_BYTES + length;
    }
    ByteBuffer all = ByteBuffer.allocate(total);
    int serial = 0;
    for (int length : bodyLengths) {
      all.putInt(Header.FRAME_HEAD_BYTES + length);
      all.putInt(1).putInt(1).putInt(1).putInt(0).putInt(serial++).putInt(0);
      for (int i = 0; i < length; i++) {
        all.put((byte) (i * 7 + serial));
      }
    }
    return all.flip();
  }

  private List<String> expected(int... bodyLengths) throws Exception {
    List<String> whole = new ArrayList<>();
    FrameReader other =
        new FrameReader((frame, at, end) -> {
          byte[] body = new byte[end - at - Header.BYTES];
          frame.get(at + Header.BYTES, body);
          whole.add(Header.read(frame, at).serial() + ":" + body.length + ":" + sum(body));
          return true;
        });
    other.read(frames(bodyLengths));
    assertThat(whole).hasSameSizeAs(bodyLengths);
    return whole;
  }

  @Test
  void severalFramesInOneReadComeOutOneByOne() throws Exception {
    reader.read(frames(0, 4, 1000));
    assertThat(seen).containsExactlyElementsOf(expected(0, 4, 1000));
    assertThat(reader.kept()).isZero();
  }

  @Test
  void aFrameMayComeByteByByte() throws Exception {
    ByteBuffer all = frames(5, 0, 700);
    while (all.hasRemaining()) {
      reader.read(all.slice(all.position(), 1));
      all.position(all.position() + 1);
    }
    assertThat(seen).containsExactlyElementsOf(expected(5, 0, 700));
    assertThat(reader.kept()).isZero();
  }

  @Test
  void anySplitGivesTheSameFrames() throws Exception {
    int[] lengths = {0, 3, 64, 5000, 0, 1, 70_000, 12};
    List<String> expected = expected(lengths);
    for (int seed = 0; seed < 500; seed++) {
      seen.clear();
      Random random = new Random(seed);
      ByteBuffer all = frames(lengths);
      while (all.hasRemaining()) {
        int chunk = Math.min(all.remaining(), 1 + random.nextInt(1 << random.nextInt(1, 17)));
        reader.read(all.slice(all.position(), chunk));
        all.position(all.position() + chunk);
      }
      assertThat(seen).as("seed %d", seed).containsExactlyElementsOf(expected);
      assertThat(reader.kept()).isZero();
    }
  }

  @Test
  void readingThatWasInterruptedGoesOnWhereItStopped() throws Exception {
    goOn = false;
    ByteBuffer all = frames(1, 2, 3, 4);
    reader.read(all.slice(0, all.limit() - 2));
    assertThat(seen).hasSize(1);
    reader.resume();
    assertThat(seen).hasSize(2);
    goOn = true;
    reader.resume();
    assertThat(seen).hasSize(3);
    reader.read(all.slice(all.limit() - 2, 2));
    assertThat(seen).containsExactlyElementsOf(expected(1, 2, 3, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 27, Header.MAX_FRAME_BYTES + 1, Integer.MIN_VALUE, -1})
  void aLengthThatNoFrameHasIsRefusedBeforeItsBytesCome(int length) {
    assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(4).putInt(length).flip()))
        .isInstanceOf(FrameReader.BadLength.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void anAnnouncedLengthAllocatesNothingThatHasNotArrived() throws Exception {
    ByteBuffer begin = ByteBuffer.allocate(100).putInt(Header.MAX_FRAME_BYTES).position(100).flip();
    reader.read(begin);
    assertThat(reader.kept()).isEqualTo(100);
    assertThat(reader.capacity()).isLessThan(2048);
  }
}
