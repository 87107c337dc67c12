package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <graphics type='vnc'>}: a VNC server. */
final class VncServer {

  private static final ValueType SHARING =
      optional("default", "allow-exclusive", "force-shared", "ignore");

  private static final ValueType WEBSOCKET = integer().hiding("0");

  /** A socket is only an attribute of the device in older versions. */
  private static final Schema LISTEN =
      GraphicsListens.any().when((listen, mode) -> !(mode.migratable() && listen.has("socket")));

  static final Schema SCHEMA =
      GraphicsParts.kind()
          .attributes(text(), "socket", "port", "autoport")
          .attribute("websocket", WEBSOCKET)
          .attribute("listen", text())
          .attribute("keymap", text())
          .attribute("sharePolicy", SHARING)
          .attribute("powerControl", yesNo())
          .with(GraphicsPassword::attributes)
          .with(GraphicsListens.of(LISTEN))
          .child(GraphicsParts.audio())
          .open()
          .reads("listen", "@websocket", "@sharePolicy", "@powerControl", "audio", "@connected")
          .before("@websocket", (source, vnc) -> readPort(vnc))
          .onRead((source, vnc) -> complete(vnc));

  private VncServer() {}

  private static void complete(Element vnc) {
    Element listen = GraphicsListens.first(vnc);
    boolean socket = listen.is("type", "socket");
    if (socket || listen.is("type", "none")) {
      vnc.set("port", null);
      vnc.set("autoport", null);
      vnc.set("websocket", null);
    }
    vnc.set("socket", socket ? listen.get("socket") : null);
    vnc.set("listen", listen.get("address"));
  }

  /** The port is chosen when the server starts, or given; the legacy word for the one is -1. */
  private static void readPort(Element vnc) {
    String port = vnc.get("port");
    Long value = port == null ? null : Numbers.signed(port, 10);
    if (port != null && (value == null || value != value.intValue())) {
      throw XmlFailure.internal("cannot parse vnc port " + port);
    }
    String said = vnc.get("autoport", "");
    boolean open = value == null || value == -1;
    boolean automatic = said.equals("yes") || (open && !said.equals("no"));
    String given = value == null || value == -1 || value == 0 ? null : Long.toString(value);
    vnc.set("port", automatic ? "-1" : given);
    vnc.set("autoport", automatic ? "yes" : "no");
  }
}
