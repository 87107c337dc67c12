package org.jvirtd.daemon.log;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The other end of {@link UnixDatagram}: what a system's logger listens with. */
@SuppressWarnings("restricted")
final class DatagramReceiver implements AutoCloseable {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SECONDS = 10;

  private final int descriptor;

  private DatagramReceiver(int descriptor) {
    this.descriptor = descriptor;
  }

  static DatagramReceiver bind(Path path) throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) call("socket", JAVA_INT, 1, 2, 0);
      byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
      MemorySegment address = arena.allocate(110, 2);
      address.set(JAVA_SHORT, 0, (short) 1);
      MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
      check((int) call("bind", JAVA_INT, descriptor, address, 110));
      MemorySegment timeout = arena.allocate(16, 8);
      timeout.set(JAVA_LONG, 0, SECONDS);
      check((int) call("setsockopt", JAVA_INT, descriptor, SOL_SOCKET, SO_RCVTIMEO, timeout, 16));
      return new DatagramReceiver(descriptor);
    }
  }

  /** The next datagram, byte by byte; it must come within some seconds. */
  String receive() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(1 << 17);
      long length = (long) call("recv", JAVA_LONG, descriptor, buffer, buffer.byteSize(), 0);
      check((int) Math.min(length, 0));
      byte[] datagram = buffer.asSlice(0, length).toArray(JAVA_BYTE);
      return new String(datagram, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    call("close", JAVA_INT, descriptor);
  }

  private static void check(int result) throws IOException {
    if (result < 0) {
      throw new IOException("the system call failed");
    }
  }

  private static Object call(String function, ValueLayout result, Object... arguments)
      throws IOException {
    ValueLayout[] types = new ValueLayout[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] =
          switch (arguments[i]) {
            case Integer _ -> JAVA_INT;
            case Long _ -> JAVA_LONG;
            default -> ADDRESS;
          };
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle handle =
        linker.downcallHandle(
            linker.defaultLookup().find(function).orElseThrow(),
            FunctionDescriptor.of(result, types));
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
