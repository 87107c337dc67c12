package org.jvirtd.training;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.remote.EventRegistrationProcedures;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.protocol.remote.SessionProcedures;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.Header;
import org.jvirtd.rpc.MessageType;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;
import org.jvirtd.rpc.Status;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/**
 * A connection to a daemon, as the objects that its procedures belong to. It calls and waits for
 * the answer; events that come between are counted. For one thread.
 */
final class Wire implements AutoCloseable {
  private static final ProcedureTable REMOTE = ProcedureTable.of(RemoteProgram.class);
  private static final int LARGEST_CALL = 1 << 20;
  private static final int KEEPALIVE = 0x6b656570;
  private static final int PING = 1;

  private final SocketChannel channel;
  private final XdrWriter out = new XdrWriter(LARGEST_CALL);
  private final SessionProcedures session = proxy(SessionProcedures.class);
  private final EventRegistrationProcedures events = proxy(EventRegistrationProcedures.class);
  private final HypervisorProcedures hypervisor = proxy(HypervisorProcedures.class);
  private int serial;
  private int messages;

  private Wire(SocketChannel channel) {
    this.channel = channel;
  }

  static Wire connect(SocketAddress address) throws IOException {
    return new Wire(SocketChannel.open(address));
  }

  SessionProcedures session() {
    return session;
  }

  EventRegistrationProcedures events() {
    return events;
  }

  HypervisorProcedures hypervisor() {
    return hypervisor;
  }

  /** Messages that were no answers: events and pongs. */
  int messages() {
    return messages;
  }

  /** Asks whether the daemon lives, as libvirt's clients do. */
  void ping() throws IOException {
    new Header(KEEPALIVE, 1, PING, MessageType.MESSAGE, 0, Status.OK).beginFrame(out);
    send();
    while (read().getInt(0) != KEEPALIVE) {
      messages++;
    }
    messages++;
  }

  private <T> T proxy(Class<T> type) {
    InvocationHandler handler = (self, method, values) -> invoke(method, values);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object invoke(Method method, @Nullable Object @Nullable [] values)
      throws IOException {
    BoundProcedure procedure = REMOTE.get(method.getName());
    int own = serial++;
    new Header(
            REMOTE.program(),
            REMOTE.version(),
            procedure.number(),
            MessageType.CALL,
            own,
            Status.OK)
        .beginFrame(out);
    procedure.arguments().encode(out, values == null ? new @Nullable Object[0] : values);
    send();
    ByteBuffer reply = read();
    while (reply.getInt(12) != MessageType.REPLY || reply.getInt(16) != own) {
      messages++;
      reply = read();
    }
    byte[] payload = new byte[reply.capacity() - Header.BYTES];
    reply.get(Header.BYTES, payload);
    if (reply.getInt(20) != Status.OK) {
      throw new RpcException(XdrCodecs.of(RpcError.class).decode(new XdrReader(payload)));
    }
    return XdrCodecs.ofResult(method).decode(new XdrReader(payload));
  }

  private void send() throws IOException {
    Header.endFrame(out);
    ByteBuffer frame = ByteBuffer.wrap(out.toByteArray());
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** The next message, from its header on. */
  private ByteBuffer read() throws IOException {
    int length = exactly(4).getInt(0);
    if (!Header.isLegalLength(length)) {
      throw new IOException("not a frame's length: " + length);
    }
    return exactly(length - 4);
  }

  private ByteBuffer exactly(int bytes) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(bytes);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the daemon has closed the connection");
      }
    }
    return into.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
