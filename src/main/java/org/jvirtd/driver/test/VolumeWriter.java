package org.jvirtd.driver.test;

import java.nio.ByteBuffer;
import org.jvirtd.rpc.StreamSink;

/** What a client uploads to a volume. What has been written stays, however the stream ends. */
final class VolumeWriter implements StreamSink {
  private final VolumeContents contents;
  private final long end;
  private long place;

  /**
   * @param offset where to begin
   * @param length how many bytes at most, unsigned; 0 for no bound
   */
  VolumeWriter(VolumeContents contents, long offset, long length) {
    this.contents = contents;
    this.place = offset;
    boolean unbounded = length <= 0 || length > Long.MAX_VALUE - offset;
    this.end = unbounded ? Long.MAX_VALUE : offset + length;
  }

  @Override
  public void write(ByteBuffer bytes) {
    int count = bytes.remaining();
    require(count);
    contents.write(place, bytes);
    place += count;
  }

  @Override
  public void skip(long length) {
    require(length);
    contents.zero(place, length);
    place += length;
  }

  private void require(long count) {
    if (count > end - place) {
      throw VolumeContents.noSpace();
    }
  }

  @Override
  public void finish() {}

  @Override
  public void abort() {}
}
