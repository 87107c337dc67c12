package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <graphics>}: one schema for each kind, with the attributes that it has. */
final class Graphics {

  private static final Schema SDL =
      GraphicsParts.kind()
          .attribute("display", text())
          .attribute("xauth", text())
          .attribute("fullscreen", yesOnly())
          .child(Schema.of("gl").required("enable", yesNo()));

  private static final Schema RDP =
      GraphicsParts.kind()
          .attribute("port", text())
          .attributes(yesNo().hiding("no").tolerant(), "autoport", "replaceUser", "multiUser")
          .attribute("listen", text())
          .with(GraphicsListens.of(GraphicsListens.any()))
          .onRead((source, rdp) -> completeRdp(rdp));

  private static final Schema DESKTOP =
      GraphicsParts.kind().attribute("display", text()).attribute("fullscreen", yesOnly());

  private static final Schema EGL_HEADLESS =
      GraphicsParts.kind().child(Schema.of("gl").attribute("rendernode", text()));

  private static final Schema DBUS =
      GraphicsParts.kind()
          .attribute("p2p", yesOnly())
          .attribute("address", text())
          .child(GraphicsParts.gl())
          .child(GraphicsParts.audio());

  private static final Map<String, Schema> KINDS =
      Map.of(
          "vnc", VncServer.SCHEMA,
          "spice", SpiceServer.SCHEMA,
          "sdl", SDL,
          "rdp", RDP,
          "desktop", DESKTOP,
          "egl-headless", EGL_HEADLESS,
          "dbus", DBUS);

  private Graphics() {}

  /** The kind of a graphics device as it was written. */
  static Schema kindOf(XmlElement source) {
    ValueType.Site site = new ValueType.Site("graphics", "type");
    String type = source.attribute("type");
    if (type == null) {
      throw site.missing();
    }
    Schema schema = KINDS.get(type);
    if (schema == null) {
      throw site.bad(type, "");
    }
    return schema;
  }

  private static ValueType yesOnly() {
    return yesNo().hiding("no");
  }

  /** Without a port, or with -1 in its place, it is chosen when the server starts. */
  private static void completeRdp(Element rdp) {
    rdp.set("listen", GraphicsListens.first(rdp).get("address"));
    String port = rdp.get("port");
    Long value = port == null ? null : Numbers.signed(port, 10);
    if (port != null && (value == null || value != value.intValue())) {
      throw XmlFailure.internal("cannot parse rdp port " + port);
    }
    if (value == null || value == -1) {
      rdp.set("autoport", "yes");
    }
    boolean automatic = rdp.is("autoport", "yes");
    String given = value == null || value == 0 ? null : Long.toString(value);
    rdp.set("port", automatic ? "0" : given);
  }
}
