package org.jvirtd.protocol.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.xdr.XdrException;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/** The arguments of every procedure of REMOTE, from bytes that a stranger has sent. */
class ArgumentsFuzzTest {
  private static final ProcedureTable REMOTE = ProcedureTable.of(RemoteProgram.class);

  /** The first two bytes are the procedure's number, the rest is what is decoded. */
  @FuzzTest(maxDuration = "1m")
  void argumentsDecodeOrAreRefused(byte[] data) {
    if (data.length < 2) {
      return;
    }
    BoundProcedure procedure = REMOTE.get(ByteBuffer.wrap(data).getShort() & 0x1ff);
    if (procedure == null) {
      return;
    }
    @Nullable Object[] arguments;
    try {
      arguments = procedure.arguments().decode(new XdrReader(data, 2, data.length));
    } catch (XdrException e) {
      assertThat(e).hasMessageMatching("(?s).+");
      return;
    }
    // What was taken can be written, and reads as the same again.
    XdrWriter out = new XdrWriter(64 * data.length + 64);
    procedure.arguments().encode(out, arguments);
    byte[] written = out.toByteArray();
    XdrWriter again = new XdrWriter(64 * data.length + 64);
    procedure.arguments().encode(again, procedure.arguments().decode(new XdrReader(written)));
    assertThat(again.toByteArray()).isEqualTo(written);
  }
}
