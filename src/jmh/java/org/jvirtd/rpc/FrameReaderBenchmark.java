package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cutting what one read gives into frames, and reading their headers: time per read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameReaderBenchmark {
  private static final int BODY_BYTES = 36;

  /** Frames that one read gives. */
  @Param({"1", "5", "32"})
  public int frames;

  private final FrameReader reader = new FrameReader(this::onFrame);
  private ByteBuffer input;
  private int half;
  private int serials;

  @Setup
  public void fill() {
    int length = Header.FRAME_HEAD_BYTES + BODY_BYTES;
    input = ByteBuffer.allocateDirect(frames * length);
    for (int i = 0; i < frames; i++) {
      int at = input.position();
      input.putInt(length).putInt(0x20008086).putInt(1).putInt(16);
      input.putInt(MessageType.CALL).putInt(i).putInt(Status.OK);
      input.position(at + length);
    }
    half = input.capacity() - length / 2;
  }

  private boolean onFrame(ByteBuffer frame, int header, int end) {
    serials += Header.read(frame, header).serial();
    return true;
  }

  @Benchmark
  public int wholeFrames() throws FrameReader.BadLength {
    reader.read(input.clear());
    return serials;
  }

  /** The last frame comes in two parts. */
  @Benchmark
  public int lastFrameInTwoParts() throws FrameReader.BadLength {
    reader.read(input.clear().limit(half));
    reader.read(input.clear().position(half));
    return serials;
  }
}
