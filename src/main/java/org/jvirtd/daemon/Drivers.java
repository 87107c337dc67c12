package org.jvirtd.daemon;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.Driver;
import org.jvirtd.driver.Hypervisor;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/** The drivers that the daemon has, by the scheme of their URIs. */
public final class Drivers {
  private final Map<String, Driver> byScheme = new HashMap<>();
  private final String defaultUri;

  /**
   * @param defaultUri what a client opens that names nothing
   * @throws IllegalArgumentException if two drivers have the same scheme
   */
  public Drivers(Collection<? extends Driver> drivers, String defaultUri) {
    this.defaultUri = defaultUri;
    for (Driver driver : drivers) {
      if (byScheme.put(driver.scheme(), driver) != null) {
        throw new IllegalArgumentException("two drivers for the scheme " + driver.scheme());
      }
    }
  }

  /**
   * Opens a connection to a hypervisor, with libvirt's errors for what cannot be opened.
   *
   * @param name the URI as the client gave it; an empty one stands for the default
   */
  Hypervisor open(String name, Driver.EventSink events) {
    String text = name.isEmpty() ? defaultUri : name;
    URI uri = parse(text);
    if (uri.getScheme() == null) {
      throw noDriver("URI '%s' does not include a driver name".formatted(text));
    }
    @Nullable Driver driver = byScheme.get(uri.getScheme());
    if (driver == null) {
      throw noDriver(text);
    }
    return driver.open(uri, events);
  }

  private static URI parse(String text) {
    try {
      // libvirt takes "test://" for a URI with nothing in it, which Java does not.
      return new URI(text.endsWith("://") ? text + "/" : text);
    } catch (URISyntaxException e) {
      throw LibvirtException.internal(ErrorDomain.URI, "Unable to parse URI " + text);
    }
  }

  private static LibvirtException noDriver(String detail) {
    return LibvirtException.of(ErrorCode.NO_CONNECT, ErrorDomain.NONE, detail);
  }
}
