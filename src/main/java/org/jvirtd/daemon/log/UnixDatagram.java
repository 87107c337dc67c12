package org.jvirtd.daemon.log;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A UNIX datagram socket that is connected to a path: what syslog and the journal are spoken to
 * with. The JDK has stream sockets of that kind only, so these few functions are the C library's.
 * On Linux only. For one thread at a time.
 */
final class UnixDatagram implements Closeable {
  /** A system call that failed. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    Failed(int errno, String reason) {
      super(reason);
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int ENOSYS = 38;
  private static final int ENAMETOOLONG = 36;

  /** Linux's {@code struct sockaddr_un}: the family, and a path that ends with a zero. */
  private static final int PATH_BYTES = 108;

  private final int descriptor;
  private boolean closed;

  private UnixDatagram(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * @throws Failed if nobody listens there
   */
  static UnixDatagram connect(Path path) throws Failed {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      throw new Failed(ENOSYS, "Function not implemented");
    }
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= PATH_BYTES) {
      throw new Failed(ENAMETOOLONG, "File name too long");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(2L + PATH_BYTES, 2);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 2, bytes.length);
      MemorySegment state = arena.allocate(C.STATE);
      int descriptor =
          check((int) C.SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0), state);
      UnixDatagram socket = new UnixDatagram(descriptor);
      int size = (int) address.byteSize();
      try {
        check((int) C.CONNECT.invokeExact(state, descriptor, address, size), state);
      } catch (Failed e) {
        socket.close();
        throw e;
      }
      return socket;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Sends one datagram; waits while the reader's queue is full. */
  void send(byte[] datagram) throws Failed {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(C.STATE);
      MemorySegment data = arena.allocateFrom(JAVA_BYTE, datagram);
      long sent =
          (long) C.SEND.invokeExact(state, descriptor, data, (long) datagram.length, MSG_NOSIGNAL);
      check(sent < 0 ? -1 : 0, state);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void close() throws Failed {
    if (closed) {
      return;
    }
    closed = true;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(C.STATE);
      check((int) C.CLOSE.invokeExact(state, descriptor), state);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static int check(int result, MemorySegment state) throws Throwable {
    if (result < 0) {
      int errno = state.get(JAVA_INT, 0);
      throw new Failed(errno, C.text(errno));
    }
    return result;
  }

  private static Failed failed(Throwable thrown) {
    return switch (thrown) {
      case Failed failed -> failed;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    };
  }

  /** The C library's functions, looked up when the first socket is made. */
  @SuppressWarnings("restricted") // the jar's manifest allows it
  private static final class C {
    static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    static final MethodHandle SOCKET =
        function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), ERRNO);
    static final MethodHandle CONNECT =
        function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), ERRNO);
    static final MethodHandle SEND =
        function(
            "send",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
            ERRNO);
    static final MethodHandle CLOSE =
        function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);
    static final MethodHandle STRERROR =
        function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private static final long LONGEST_TEXT = 1024;

    private C() {}

    static String text(int errno) throws Throwable {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(LONGEST_TEXT).getString(0);
    }

    private static MethodHandle function(
        String name, FunctionDescriptor descriptor, Linker.Option... options) {
      return LINKER.downcallHandle(
          LINKER.defaultLookup().find(name).orElseThrow(), descriptor, options);
    }
  }
}
