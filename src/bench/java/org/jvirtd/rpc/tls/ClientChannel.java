package org.jvirtd.rpc.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;

/**
 * What the load client reads and writes over TLS: reading is the daemon's {@link TlsChannel};
 * writing seals every frame in a record of its own, as libvirt's clients do. libvirtd needs that:
 * it waits for the socket while GnuTLS holds a second call that came in the same record.
 */
public final class ClientChannel implements ByteChannel {
  private final SocketChannel socket;
  private final SSLEngine engine;
  private final TlsChannel channel;

  ClientChannel(SocketChannel socket, SSLEngine engine, TlsChannel channel) {
    this.socket = socket;
    this.engine = engine;
    this.channel = channel;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  /**
   * Writes whole frames, all of them.
   *
   * @throws IOException also if the socket has no room, which the few calls under way leave it
   */
  @Override
  public int write(ByteBuffer frames) throws IOException {
    int start = frames.position();
    int end = frames.limit();
    int record = engine.getSession().getPacketBufferSize();
    while (frames.position() < end) {
      ByteBuffer sealed = TlsBuffer.current();
      while (frames.position() < end && sealed.remaining() >= record) {
        frames.limit(frames.position() + frames.getInt(frames.position()));
        engine.wrap(frames, sealed);
        if (frames.hasRemaining()) {
          throw new IOException("a frame that is longer than a record");
        }
        frames.limit(end);
      }
      socket.write(sealed.flip());
      if (sealed.hasRemaining()) {
        throw new IOException("no room in the socket for " + sealed.remaining() + " bytes");
      }
    }
    return end - start;
  }

  /** Says goodbye first. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
