package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whatever bytes come, and however they are split: the same frames, or the same refusal. */
class FrameFuzzTest {

  /** The first byte says how long the parts are, the rest is what is read. */
  @FuzzTest(maxDuration = "1m")
  void framesSurviveAnySplit(byte[] data) {
    if (data.length < 2) {
      return;
    }
    int part = 1 + (data[0] & 0xff);
    ByteBuffer bytes = ByteBuffer.wrap(data, 1, data.length - 1).slice();
    assertThat(cut(bytes.duplicate(), part)).isEqualTo(cut(bytes.duplicate(), data.length));
  }

  private static List<String> cut(ByteBuffer bytes, int part) {
    List<String> seen = new ArrayList<>();
    FrameReader reader =
        new FrameReader((frame, at, end) -> {
          byte[] body = new byte[end - at - Header.BYTES];
          frame.get(at + Header.BYTES, body);
          seen.add(Header.read(frame, at) + " " + ByteBuffer.wrap(body).hashCode());
          return true;
        });
    try {
      while (bytes.hasRemaining()) {
        int length = Math.min(part, bytes.remaining());
        reader.read(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
        assertThat(reader.capacity()).isLessThan(1024 + 2 * reader.kept());
      }
    } catch (FrameReader.BadLength e) {
      seen.add(String.valueOf(e.getMessage()));
    }
    return seen;
  }
}
