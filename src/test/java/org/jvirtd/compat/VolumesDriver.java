package org.jvirtd.compat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.rpc.Stream;
import org.jvirtd.rpc.StreamSink;
import org.jvirtd.rpc.StreamSource;

/**
 * A driver that has streams in both directions, and nothing else: volumes in memory, by any path.
 * What is written to {@code /full} fails after 1000 bytes, what is written to {@code /unfinished}
 * when it is finished, and {@code /never} takes nothing. A console echoes what it is sent.
 */
final class VolumesDriver implements Driver {
  final AtomicInteger aborts = new AtomicInteger();
  private final Map<String, List<Extent>> volumes = new ConcurrentHashMap<>();

  /** Bytes, or, where there are none, a hole. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Extent(byte[] bytes, long hole) {}

  @Override
  public String scheme() {
    return "volumes";
  }

  @Override
  public Hypervisor open(URI uri, EventSink events) {
    return new Volumes();
  }

  private final class Volumes implements Hypervisor {
    @Override
    public StorageVolume storageVolLookupByPath(String path) {
      return new StorageVolume("memory", path, path);
    }

    @Override
    public StorageVolume storageVolLookupByKey(String key) {
      return storageVolLookupByPath(key);
    }

    @Override
    public void storageVolUpload(
        StorageVolume volume, Stream stream, long offset, long length, int flags) {
      stream.receiveInto(new Sink(volume.key()));
    }

    @Override
    public void storageVolDownload(
        StorageVolume volume, Stream stream, long offset, long length, int flags) {
      List<Extent> extents = volumes.get(volume.key());
      if (extents == null) {
        throw LibvirtException.of(ErrorCode.NO_STORAGE_VOL, ErrorDomain.STORAGE, volume.key());
      }
      stream.sendFrom(new Source(List.copyOf(extents)));
    }

    @Override
    public Domain domainLookupByName(String name) {
      return new Domain(name, new UUID(1, 2), 1);
    }

    @Override
    public void domainOpenConsole(Domain domain, @Nullable String name, Stream stream, int flags) {
      Echo echo = new Echo(stream);
      stream.sendFrom(echo::read);
      stream.receiveInto(echo);
    }

    @Override
    public void close() {}
  }

  private final class Sink implements StreamSink {
    private final String path;
    private final List<Extent> extents = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private long total;

    Sink(String path) {
      this.path = path;
    }

    @Override
    public void write(ByteBuffer bytes) {
      total += bytes.remaining();
      if (path.equals("/never")) {
        return;
      }
      if (path.equals("/full") && total > 1000) {
        throw failure("cannot write to stream: No space left on device");
      }
      byte[] taken = new byte[bytes.remaining()];
      bytes.get(taken);
      data.writeBytes(taken);
    }

    @Override
    public void skip(long length) {
      cut();
      extents.add(new Extent(new byte[0], length));
    }

    private void cut() {
      if (data.size() > 0) {
        extents.add(new Extent(data.toByteArray(), 0));
        data.reset();
      }
    }

    @Override
    public void finish() {
      if (path.equals("/unfinished")) {
        throw failure("Unable to close: Input/output error");
      }
      cut();
      volumes.put(path, extents);
    }

    @Override
    public void abort() {
      aborts.incrementAndGet();
    }
  }

  private static LibvirtException failure(String detail) {
    return LibvirtException.of(ErrorCode.SYSTEM_ERROR, ErrorDomain.STREAMS, detail);
  }

  private static final class Source implements StreamSource {
    private final List<Extent> extents;
    private int at;
    private long done;

    Source(List<Extent> extents) {
      this.extents = extents;
    }

    @Override
    public int read(ByteBuffer into) {
      if (at == extents.size()) {
        return END;
      }
      Extent extent = extents.get(at);
      int length = (int) Math.min(into.remaining(), size(extent) - done);
      if (extent.hole() > 0) {
        into.put(new byte[length]);
      } else {
        into.put(extent.bytes(), (int) done, length);
      }
      done += length;
      if (done == size(extent)) {
        at++;
        done = 0;
      }
      return length;
    }

    private static long size(Extent extent) {
      return extent.hole() > 0 ? extent.hole() : extent.bytes().length;
    }

    @Override
    public long skipHole() {
      return at < extents.size() && extents.get(at).hole() > 0 ? extents.get(at++).hole() : 0;
    }
  }

  /** Both ends of a console: what is written is read again, up to a few bytes in between. */
  private static final class Echo implements StreamSink {
    private static final int ROOM = 64;

    private final Stream stream;
    private final ByteBuffer line = ByteBuffer.allocate(ROOM);

    Echo(Stream stream) {
      this.stream = stream;
    }

    // The stream calls its ends one at a time, so that neither needs a lock.
    int read(ByteBuffer into) {
      line.flip();
      int length = line.remaining();
      into.put(line);
      line.clear();
      if (length > 0) {
        stream.resume();
      }
      return length;
    }

    @Override
    public void write(ByteBuffer bytes) {
      while (bytes.hasRemaining() && line.hasRemaining()) {
        line.put(bytes.get());
      }
      stream.resume();
    }

    @Override
    public void finish() {}

    @Override
    public void abort() {}
  }
}
