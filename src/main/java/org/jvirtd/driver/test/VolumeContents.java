package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.STREAMS;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jvirtd.protocol.LibvirtException;

/**
 * What a volume holds, in memory: blocks where something was written, and holes, which read as
 * zeroes and take no space, everywhere else.
 *
 * <p>A raw volume is as long as its capacity, always. One of another format is a file that begins
 * empty and grows as it is written, as an image does; its capacity is what a guest would see.
 *
 * <p>Safe for any number of threads: every method holds the object's monitor, for as long as it
 * takes to copy what it was given, and takes no other lock.
 */
final class VolumeContents {
  /** Bytes of a block, the unit in which memory is taken: 64 KiB. */
  static final int BLOCK = 65_536;

  private static final int NO_SPACE = 28;
  private static final byte[] ZEROES = new byte[BLOCK];

  private final VolumeBudget budget;
  private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
  private final boolean fixed;
  private long length;
  private boolean discarded;

  /**
   * @param fixed whether it has one length, and nothing can be written beyond it
   * @param length bytes
   */
  VolumeContents(VolumeBudget budget, boolean fixed, long length) {
    this.budget = budget;
    this.fixed = fixed;
    this.length = length;
  }

  synchronized long length() {
    return length;
  }

  /** The memory that it takes, in bytes. */
  synchronized long held() {
    return (long) blocks.size() * BLOCK;
  }

  /**
   * Writes all bytes that are left in a buffer.
   *
   * @throws LibvirtException SYSTEM_ERROR with ENOSPC if that is beyond the end of a fixed length;
   *     OPERATION_FAILED if the budget is spent. What was written before stays.
   */
  synchronized void write(long at, ByteBuffer bytes) {
    requireRoom(at, bytes.remaining());
    long place = at;
    while (bytes.hasRemaining()) {
      int offset = (int) (place % BLOCK);
      int count = Math.min(bytes.remaining(), BLOCK - offset);
      put(place / BLOCK, offset, bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      place += count;
      length = Math.max(length, place);
    }
  }

  private void put(long index, int offset, ByteBuffer part) {
    byte[] block = blocks.get(index);
    if (block == null) {
      if (part.mismatch(ByteBuffer.wrap(ZEROES, 0, part.remaining())) < 0) {
        return;
      }
      budget.take(BLOCK);
      block = new byte[BLOCK];
      blocks.put(index, block);
    }
    part.get(block, offset, part.remaining());
  }

  /** Makes a part read as zeroes; whole blocks of it become holes. */
  synchronized void zero(long at, long count) {
    requireRoom(at, count);
    long end = at + count;
    length = Math.max(length, end);
    if (count == 0) {
      return;
    }
    long firstWhole = at / BLOCK + (at % BLOCK == 0 ? 0 : 1);
    long lastWhole = end / BLOCK;
    if (at % BLOCK != 0) {
      fill(at / BLOCK, (int) (at % BLOCK), (int) Math.min(BLOCK, end - at / BLOCK * BLOCK));
    }
    if (firstWhole < lastWhole) {
      drop(blocks.subMap(firstWhole, lastWhole));
    }
    if (end % BLOCK != 0 && lastWhole >= firstWhole) {
      fill(lastWhole, 0, (int) (end % BLOCK));
    }
  }

  private void fill(long index, int from, int to) {
    byte[] block = blocks.get(index);
    if (block != null) {
      Arrays.fill(block, from, to, (byte) 0);
    }
  }

  private void drop(Map<Long, byte[]> some) {
    budget.giveBack((long) some.size() * BLOCK);
    some.clear();
  }

  private void requireRoom(long at, long count) {
    boolean beyond = fixed && (at > length || count > length - at);
    if (discarded || at < 0 || count > Long.MAX_VALUE - at || beyond) {
      throw noSpace();
    }
  }

  /** What a client is told who writes more than there is room for, in libvirt's words. */
  static LibvirtException noSpace() {
    return LibvirtException.system(
        STREAMS, "cannot write to stream", NO_SPACE, "No space left on device");
  }

  /** Reads as many bytes as fit and are there; holes are zeroes. */
  synchronized int read(long at, ByteBuffer into, long most) {
    long left = Math.min(Math.min(most, length - at), into.remaining());
    int count = (int) Math.max(0, left);
    long place = at;
    int rest = count;
    while (rest > 0) {
      int offset = (int) (place % BLOCK);
      int part = Math.min(rest, BLOCK - offset);
      byte[] block = blocks.get(place / BLOCK);
      into.put(block == null ? ZEROES : block, block == null ? 0 : offset, part);
      place += part;
      rest -= part;
    }
    return count;
  }

  /**
   * Where the next bytes are that are no hole, from a place on; {@link #length} if there are none.
   */
  synchronized long nextData(long at) {
    Long index = blocks.ceilingKey(at / BLOCK);
    return index == null ? length : Math.min(length, Math.max(at, index * BLOCK));
  }

  /** Where the next hole begins, from a place on; {@link #length} if there is none. */
  synchronized long nextHole(long at) {
    long index = at / BLOCK;
    while (index * BLOCK < length && blocks.containsKey(index)) {
      index++;
    }
    return Math.min(length, Math.max(at, index * BLOCK));
  }

  /** Gives a fixed length another value; what lay beyond it is gone. */
  synchronized void resize(long newLength) {
    if (!fixed) {
      return;
    }
    if (newLength < length) {
      zero(newLength, length - newLength);
    }
    length = newLength;
  }

  /** Makes all of it a hole. */
  synchronized void wipe() {
    drop(blocks);
  }

  /**
   * Takes over what another volume holds, as far as it has room for it.
   *
   * @throws LibvirtException OPERATION_FAILED if the budget is spent
   */
  void copy(VolumeContents other) {
    Map<Long, byte[]> others = other.blocks();
    long otherLength = other.length();
    synchronized (this) {
      long most = fixed ? Math.min(length, otherLength) : otherLength;
      others.forEach((index, block) -> {
        long at = index * BLOCK;
        if (at < most) {
          write(at, ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, most - at)));
        }
      });
      length = Math.max(length, most);
    }
  }

  /** The blocks themselves: what is written to them meanwhile may be in a copy or not. */
  private synchronized Map<Long, byte[]> blocks() {
    return new TreeMap<>(blocks);
  }

  /** The volume is no more: gives its memory back, and takes no bytes any more. */
  synchronized void discard() {
    discarded = true;
    wipe();
  }
}
