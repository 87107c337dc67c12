package org.jvirtd.compat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.event.DomainLifecycleEvent;
import org.jvirtd.protocol.event.NetworkLifecycleEvent;
import org.jvirtd.protocol.event.StoragePoolLifecycleEvent;
import org.jvirtd.protocol.remote.EventRegistrationProcedures;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcError;
import org.jvirtd.rpc.RpcException;
import org.jvirtd.xdr.XdrCodec;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/**
 * The hypervisor at the other end of a connection, whichever daemon it is, as an object. It hears
 * the life cycle events of domains, networks and pools. For one thread at a time.
 */
final class WireHypervisor implements AutoCloseable {
  private static final ProcedureTable REMOTE = ProcedureTable.of(RemoteProgram.class);
  private static final int LARGEST_CALL = 1 << 20;

  /** What events are, by the number of their message. */
  private static final Map<Integer, XdrCodec<? extends Record>> EVENTS =
      Map.of(
          318, XdrCodecs.of(DomainLifecycleEvent.class),
          315, XdrCodecs.of(NetworkLifecycleEvent.class),
          370, XdrCodecs.of(StoragePoolLifecycleEvent.class));

  private final RawClient client;
  private final List<Record> heard = new ArrayList<>();
  private final HypervisorProcedures procedures;

  private WireHypervisor(RawClient client) {
    this.client = client;
    this.procedures = proxy(HypervisorProcedures.class);
    EventRegistrationProcedures events = proxy(EventRegistrationProcedures.class);
    events.connectDomainEventCallbackRegisterAny(0, null);
    events.connectNetworkEventRegisterAny(0, null);
    events.connectStoragePoolEventRegisterAny(0, null);
  }

  /** Opens the default test world of a daemon. */
  static WireHypervisor open(DaemonUnderTest daemon) {
    return new WireHypervisor(RawClient.opened(daemon.tcpPort()));
  }

  HypervisorProcedures procedures() {
    return procedures;
  }

  private <T> T proxy(Class<T> type) {
    InvocationHandler handler = (self, method, values) -> invoke(method, values);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object invoke(Method method, @Nullable Object @Nullable [] values) {
    BoundProcedure procedure = REMOTE.get(method.getName());
    var arguments = new XdrWriter(LARGEST_CALL);
    procedure.arguments().encode(arguments, values == null ? new @Nullable Object[0] : values);
    var call = RawFrame.call(procedure.number(), client.nextSerial()).raw(arguments.toByteArray());
    RawClient.Heard answer = client.converse(call);
    while (answer instanceof RawClient.Frame frame && frame.type() == RawFrame.MESSAGE) {
      hear(frame);
      answer = client.hear(RawClient.PATIENCE);
    }
    if (!(answer instanceof RawClient.Frame reply)) {
      throw new AssertionError(method.getName() + " was answered by " + answer);
    }
    if (!reply.ok()) {
      throw new RpcException(XdrCodecs.of(RpcError.class).decode(reader(reply.payload())));
    }
    return XdrCodecs.ofResult(method).decode(reader(reply.payload()));
  }

  private void hear(RawClient.Frame message) {
    XdrCodec<? extends Record> codec = EVENTS.get(message.procedure());
    if (codec == null) {
      throw new AssertionError("nobody has asked for " + message);
    }
    XdrReader in = reader(message.payload());
    int _ = in.readInt();
    heard.add(codec.decode(in));
  }

  private static XdrReader reader(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return new XdrReader(bytes);
  }

  /**
   * All events up to now. They come when the daemon sends them; so the domain that every world
   * begins with is paused and goes on, and what was heard before these two is all.
   */
  List<Record> takeEvents() {
    var test = procedures.domainLookupByName("test");
    procedures.domainSuspend(test);
    procedures.domainResume(test);
    while (!endsWith("test", 4)) {
      if (client.hear(RawClient.PATIENCE) instanceof RawClient.Frame frame) {
        hear(frame);
      } else {
        throw new AssertionError("the events do not come; heard " + heard);
      }
    }
    List<Record> taken = List.copyOf(heard.subList(0, heard.size() - 2));
    heard.clear();
    return taken;
  }

  private boolean endsWith(String domain, int event) {
    return !heard.isEmpty()
        && heard.getLast() instanceof DomainLifecycleEvent last
        && last.domain().name().equals(domain)
        && last.event() == event;
  }

  @Override
  public void close() {
    client.close();
  }
}
