package org.jvirtd.compat;

import java.nio.file.Path;

/** A running daemon that speaks libvirt's RPC: the real one, or ours. */
interface DaemonUnderTest extends AutoCloseable {
  /** How reports name it. */
  String name();

  /** The port on 127.0.0.1 where it listens. */
  int tcpPort();

  /** Where its UNIX sockets lie. */
  Path unixDirectory();

  /** The URI of a path of the test driver over TCP, as virsh takes it. */
  default String uri(String path) {
    return "test+tcp://127.0.0.1:" + tcpPort() + path;
  }

  /** The default test world over TCP. */
  default String uri() {
    return uri("/default");
  }

  @Override
  void close();
}
