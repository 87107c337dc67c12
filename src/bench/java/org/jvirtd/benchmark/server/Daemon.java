package org.jvirtd.benchmark.server;

import java.io.IOException;
import java.util.OptionalLong;
import org.jvirtd.benchmark.load.Address;
import org.jvirtd.benchmark.load.Transport;

/** A daemon that is measured: a process of its own, with default worker settings. */
public interface Daemon extends AutoCloseable {
  /** How reports name it. */
  String name();

  /** What it says that it is. */
  String version();

  long pid();

  Address address(Transport transport);

  /** Bytes of live objects, for a daemon that has a heap. It collects its garbage for this. */
  OptionalLong liveHeapBytes() throws IOException;

  /** Bytes of heap that its event loop and workers have allocated so far, where it has a heap. */
  OptionalLong allocatedBytes() throws IOException;

  @Override
  void close();
}
