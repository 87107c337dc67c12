package org.jvirtd.rpc;

/**
 * What the streams of one connection may take. libvirt bounds the packets of a stream by the
 * request window (semantics section 16); here they have bounds of their own, so that a stream takes
 * no slot from calls.
 *
 * @param maxStreams streams that are open at a time; the call that would open one more is refused
 * @param maxBytes bytes that a client has written and a stream's sink has not taken yet: with that
 *     many the connection is not read until half of them are taken. A packet is never split, so the
 *     last one may go beyond
 * @param maxPackets packets of the same
 */
public record StreamLimits(int maxStreams, int maxBytes, int maxPackets) {

  public static final StreamLimits DEFAULTS = new StreamLimits(20, 1 << 20, 64);

  public StreamLimits {
    atLeast("max-streams", maxStreams, 0);
    atLeast("max-stream-bytes", maxBytes, 1024);
    atLeast("max-stream-packets", maxPackets, 1);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }
}
