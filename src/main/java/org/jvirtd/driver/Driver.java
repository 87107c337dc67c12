package org.jvirtd.driver;

import java.net.URI;

/**
 * A hypervisor driver: it opens URIs of its scheme. A Spring bean of this type is all that it takes
 * to add one.
 */
public interface Driver {

  /** The scheme of the URIs that this driver opens, without transport: "test", "qemu". */
  String scheme();

  /**
   * Opens a connection. Called on a worker; may take its time.
   *
   * @param uri the URI as the client gave it to CONNECT_OPEN (no transport, no host)
   * @param events where the connection's events go; safe to call from any thread, never blocks
   * @throws org.jvirtd.rpc.RpcException if the URI is not one that this driver can open
   */
  Hypervisor open(URI uri, EventSink events);

  /** A driver that opens the URIs of a scheme this way. */
  static Driver of(String scheme, Opener opener) {
    return new Driver() {
      @Override
      public String scheme() {
        return scheme;
      }

      @Override
      public Hypervisor open(URI uri, EventSink events) {
        return opener.open(uri, events);
      }
    };
  }

  /** Opens connections, as {@link Driver#open} does. */
  @FunctionalInterface
  interface Opener {
    Hypervisor open(URI uri, EventSink events);
  }

  /** Takes the events of one open connection. */
  @FunctionalInterface
  interface EventSink {
    /**
     * @param event one of the event records of {@code org.jvirtd.protocol}
     */
    void emit(Record event);
  }
}
