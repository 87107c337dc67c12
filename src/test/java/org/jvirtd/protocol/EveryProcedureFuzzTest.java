package org.jvirtd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.admin.AdminProgram;
import org.jvirtd.protocol.lxc.LxcProgram;
import org.jvirtd.protocol.qemu.QemuProgram;
import org.jvirtd.protocol.remote.RemoteProgram;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.xdr.XdrException;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;

/** The arguments of every procedure of every program, from bytes that a stranger has sent. */
class EveryProcedureFuzzTest {
  private static final List<BoundProcedure> PROCEDURES =
      Stream.of(RemoteProgram.class, QemuProgram.class, LxcProgram.class, AdminProgram.class)
          .flatMap(program -> ProcedureTable.of(program).all().stream())
          .toList();

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * What decoding may allocate, whatever the bytes: for each byte what the costliest value takes,
   * and the same for all for a refusal with its stack.
   */
  private static final long PER_BYTE = 64;

  private static final long FIXED = 1 << 16;

  /** The first two bytes pick the procedure, the rest is what is decoded. */
  @FuzzTest(maxDuration = "1m")
  void argumentsAreAValueOrRefused(byte[] data) {
    if (data.length >= 2) {
      int picked = ((data[0] & 0xff) << 8) | (data[1] & 0xff);
      decode(PROCEDURES.get(picked % PROCEDURES.size()), data, 2);
    }
  }

  /** The same bytes for each procedure: so that every one is tried even where nothing is fuzzed. */
  @FuzzTest(maxDuration = "1m")
  void theSameBytesForEachProcedure(byte[] data) {
    for (BoundProcedure procedure : PROCEDURES) {
      decode(procedure, data, 0);
    }
  }

  @Test
  void thereIsEveryProgramsEveryProcedure() {
    int all =
        Stream.of(RemoteProgram.class, QemuProgram.class, LxcProgram.class, AdminProgram.class)
            .mapToInt(program -> Programs.procedures(program).size())
            .sum();
    assertThat(PROCEDURES).hasSize(all).hasSizeGreaterThan(390);
  }

  private static void decode(BoundProcedure procedure, byte[] data, int from) {
    // The second time no class is loaded on the way, so that only decoding is measured.
    decodeOrNull(procedure, data, from);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    @Nullable Object @Nullable [] arguments = decodeOrNull(procedure, data, from);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated for the arguments of %s", procedure.name())
        .isLessThan(PER_BYTE * data.length + FIXED);
    if (arguments != null) {
      writesAndReadsAsTheSame(procedure, arguments, 64 * data.length + 4096);
    }
  }

  /** The arguments, or null if they are refused as they should be. */
  private static @Nullable Object @Nullable [] decodeOrNull(
      BoundProcedure procedure, byte[] data, int from) {
    try {
      return procedure.arguments().decode(new XdrReader(data, from, data.length));
    } catch (XdrException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return null;
    }
  }

  private static void writesAndReadsAsTheSame(
      BoundProcedure procedure, @Nullable Object[] arguments, int room) {
    XdrWriter out = new XdrWriter(room);
    procedure.arguments().encode(out, arguments);
    byte[] written = out.toByteArray();
    XdrWriter again = new XdrWriter(room);
    procedure.arguments().encode(again, procedure.arguments().decode(new XdrReader(written)));
    assertThat(again.toByteArray()).isEqualTo(written);
  }
}
