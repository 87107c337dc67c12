package org.jvirtd.rpc;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one stream that its sink has not taken yet, within the {@link StreamLimits}. It is
 * full at a limit and has room again when half of it is free, so that reading does not stop and
 * begin with each packet. Not for several threads at once: its stream's lock guards it.
 */
final class IncomingPackets {
  private final ArrayDeque<StreamPacket> packets = new ArrayDeque<>(2);
  private int bytes;
  private boolean full;
  private boolean finishing;

  /** The oldest, or null. */
  @Nullable StreamPacket peek() {
    return packets.peek();
  }

  /** Whether the client has said that there will be no more. */
  boolean isFinishing() {
    return finishing;
  }

  /**
   * @return whether there is no room any more, for the first time since there was
   */
  boolean add(StreamPacket packet, StreamLimits limits) {
    finishing = packet instanceof StreamPacket.Finish;
    packets.add(packet);
    bytes += packet.size();
    boolean fills = !full && (bytes >= limits.maxBytes() || packets.size() >= limits.maxPackets());
    full |= fills;
    return fills;
  }

  /**
   * Removes a packet that was taken, if it is still the oldest: meanwhile all may have been
   * forgotten.
   *
   * @return whether there is room again, for the first time since there was not
   */
  @SuppressWarnings("ReferenceEquality") // that very packet
  boolean remove(StreamPacket packet, StreamLimits limits) {
    if (packets.peek() != packet) {
      return false;
    }
    packets.remove();
    bytes -= packet.size();
    boolean room =
        full && bytes <= limits.maxBytes() / 2 && packets.size() <= limits.maxPackets() / 2;
    full &= !room;
    return room;
  }

  /**
   * Forgets all of them.
   *
   * @return whether there is room again, for the first time since there was not
   */
  boolean clear() {
    packets.clear();
    bytes = 0;
    boolean room = full;
    full = false;
    return room;
  }
}
