package org.jvirtd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/** An open output. Used by one thread at a time. */
interface LogSink extends Closeable {

  void write(ILoggingEvent event) throws IOException;

  /**
   * Opens an output.
   *
   * @throws LibvirtException SYSTEM_ERROR if it cannot be opened
   */
  static LogSink open(LogOutput output, Places places) {
    String name = Objects.requireNonNullElse(output.name(), "");
    return switch (output.destination()) {
      // The stream stays open when its sink is closed: it is the process's.
      case STDERR -> new Lines(new FileOutputStream(FileDescriptor.err), false);
      case FILE -> new Lines(openFile(Path.of(name)), true);
      case SYSLOG -> new Syslog(new Socket(places.syslog()), name);
      case JOURNALD -> new Journal(new Socket(places.journal()));
    };
  }

  /**
   * Where the sockets of the system's loggers lie.
   *
   * @param syslog of the system log
   * @param journal of systemd's journal
   */
  record Places(Path syslog, Path journal) {
    static final Places OF_LINUX =
        new Places(Path.of("/dev/log"), Path.of("/run/systemd/journal/socket"));
  }

  private static OutputStream openFile(Path path) {
    try {
      return Channels.newOutputStream(
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (NoSuchFileException e) {
      throw cannotOpen(path, 2, "No such file or directory");
    } catch (java.nio.file.AccessDeniedException e) {
      throw cannotOpen(path, 13, "Permission denied");
    } catch (FileSystemException e) {
      String reason = Objects.requireNonNullElse(e.getReason(), "Input/output error");
      throw cannotOpen(path, reason.equals("Is a directory") ? 21 : 5, reason);
    } catch (IOException e) {
      throw cannotOpen(path, 5, "Input/output error");
    }
  }

  private static LibvirtException cannotOpen(Path path, int errno, String reason) {
    return LibvirtException.system(ErrorDomain.NONE, "failed to open " + path, errno, reason);
  }

  /** A file, or the standard error. */
  record Lines(OutputStream out, boolean owned) implements LogSink {
    @Override
    public void write(ILoggingEvent event) throws IOException {
      out.write(LogLine.full(event).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      if (owned) {
        out.close();
      }
    }
  }

  /** A logger's socket, connected anew when the logger was restarted. */
  final class Socket implements Closeable {
    /** What a datagram may hold with the kernel's usual limits. */
    static final int MOST_BYTES = 64 * 1024;

    private final Path path;
    private UnixDatagram socket;

    Socket(Path path) {
      this.path = path;
      try {
        socket = UnixDatagram.connect(path);
      } catch (UnixDatagram.Failed e) {
        throw cannotOpen(path, e.errno(), Objects.requireNonNullElse(e.getMessage(), "?"));
      }
    }

    void send(byte[] datagram) throws IOException {
      try {
        socket.send(datagram);
      } catch (UnixDatagram.Failed _) {
        socket.close();
        socket = UnixDatagram.connect(path);
        socket.send(datagram);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** The system log, as the C library's own function speaks to it. */
  record Syslog(Socket socket, String tag) implements LogSink {
    private static final int DAEMON = 3;
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Override
    public void write(ILoggingEvent event) throws IOException {
      String line =
          "<%d>%s %s[%d]: %s"
              .formatted(
                  DAEMON * 8 + LogPriority.of(event.getLevel()).syslogSeverity(),
                  TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                  tag,
                  ProcessHandle.current().pid(),
                  LogLine.withoutTime(event));
      socket.send(cut(line.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    private static byte[] cut(byte[] line) {
      return line.length <= Socket.MOST_BYTES
          ? line
          : java.util.Arrays.copyOf(line, Socket.MOST_BYTES);
    }
  }

  /** systemd's journal, in its native protocol, with the fields that libvirt gives. */
  record Journal(Socket socket) implements LogSink {
    private static final int DAEMON = 3;

    @Override
    public void write(ILoggingEvent event) throws IOException {
      ByteBuffer fields = ByteBuffer.allocate(Socket.MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      field(fields, "PRIORITY", "" + LogPriority.of(event.getLevel()).syslogSeverity());
      field(fields, "SYSLOG_FACILITY", "" + DAEMON);
      field(fields, "SYSLOG_IDENTIFIER", "jvirtd");
      field(fields, "LIBVIRT_SOURCE", LogLine.source(event.getLoggerName()));
      field(fields, "MESSAGE", LogLine.text(event));
      byte[] datagram = new byte[fields.flip().remaining()];
      fields.get(datagram);
      socket.send(datagram);
    }

    /** A value that may hold lines has its length before it; what has no room is cut off. */
    private static void field(ByteBuffer fields, String name, String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      int room = fields.remaining() - name.length() - 1 - Long.BYTES - 1;
      int length = Math.min(bytes.length, Math.max(0, room));
      fields.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) '\n').putLong(length);
      fields.put(bytes, 0, length).put((byte) '\n');
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
