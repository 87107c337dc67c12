package org.jvirtd.daemon;

import java.util.Objects;
import org.jvirtd.protocol.NotInLegacy;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.event.ConnectionClosedEvent;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.EventMessage;
import org.jvirtd.rpc.Header;
import org.jvirtd.rpc.MessageType;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.Status;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrEncoder;
import org.jvirtd.xdr.XdrWriter;

/** One of the events that a client can register for, and how its messages look. */
final class EventType {
  static final ProcedureTable REMOTE = ProcedureTable.onDemand(RemoteProgram.class);

  /** What a message of the server's own accord carries as its serial (semantics section 3). */
  private static final int SERIAL = 1;

  private final ObjectEvent numbers;
  private final Class<? extends Record> record;
  private final XdrEncoder<Record> body;
  private final XdrEncoder<Record> legacyBody;

  EventType(ObjectEvent numbers, Class<? extends Record> record) {
    this.numbers = numbers;
    this.record = record;
    this.body = encoder(record, true);
    this.legacyBody = encoder(record, false);
  }

  private static <T extends Record> XdrEncoder<Record> encoder(Class<T> record, boolean whole) {
    XdrEncoder<T> encoder =
        XdrCodecs.encoderOf(record, c -> whole || !c.isAnnotationPresent(NotInLegacy.class));
    return (out, event) -> encoder.encode(out, record.cast(event));
  }

  /** The class of the records that drivers emit. */
  Class<? extends Record> record() {
    return record;
  }

  /** Whether clients that register in the old way know it. */
  boolean hasLegacyMessage() {
    return numbers.legacyProcedure() != ObjectEvent.NONE;
  }

  /** The message of this event for one registration, as a whole frame. */
  byte[] encode(Registration registration, Record event) {
    boolean legacy = registration.legacy();
    XdrWriter out = new XdrWriter(Header.MAX_FRAME_BYTES);
    begin(legacy ? numbers.legacyProcedure() : numbers.procedure(), out);
    if (legacy) {
      legacyBody.encode(out, event);
    } else {
      out.writeInt(registration.callbackId());
      body.encode(out, event);
    }
    Header.endFrame(out);
    return out.toByteArray();
  }

  /** The message that says why the daemon has given the hypervisor up. */
  static byte[] encodeClosed(int reason) {
    int procedure =
        Objects.requireNonNull(ConnectionClosedEvent.class.getAnnotation(EventMessage.class))
            .value();
    XdrWriter out = new XdrWriter(Header.MAX_FRAME_BYTES);
    begin(procedure, out);
    XdrCodecs.of(ConnectionClosedEvent.class).encode(out, new ConnectionClosedEvent(reason));
    Header.endFrame(out);
    return out.toByteArray();
  }

  /** Begins a message that REMOTE's server sends of its own accord. */
  private static void begin(int procedure, XdrWriter out) {
    new Header(
            REMOTE.program(), REMOTE.version(), procedure, MessageType.MESSAGE, SERIAL, Status.OK)
        .beginFrame(out);
  }
}
