package org.jvirtd.driver.test;

import java.nio.ByteBuffer;
import org.jvirtd.rpc.StreamSource;

/** What a client downloads of a volume. */
final class VolumeReader implements StreamSource {
  private final VolumeContents contents;
  private final long end;
  private final boolean sparse;
  private long place;

  /**
   * @param offset where to begin, unsigned
   * @param length how many bytes at most, unsigned; 0 for all that there are
   * @param sparse whether holes may be told as such
   */
  VolumeReader(VolumeContents contents, long offset, long length, boolean sparse) {
    this.contents = contents;
    this.sparse = sparse;
    long all = contents.length();
    this.place = Long.compareUnsigned(offset, all) > 0 ? all : offset;
    boolean whole = length == 0 || Long.compareUnsigned(length, all - place) > 0;
    this.end = whole ? all : place + length;
  }

  @Override
  public int read(ByteBuffer into) {
    if (place >= end) {
      return END;
    }
    long until = sparse ? Math.min(end, contents.nextHole(place)) : end;
    int count = contents.read(place, into, until - place);
    if (count == 0 && until == end) {
      // The volume has been cut short meanwhile.
      return END;
    }
    place += count;
    return count;
  }

  @Override
  public long skipHole() {
    long data = Math.min(end, contents.nextData(place));
    long hole = Math.max(0, data - place);
    place += hole;
    return hole;
  }
}
