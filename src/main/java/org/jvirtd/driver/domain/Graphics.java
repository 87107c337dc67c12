package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.WriteMode;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <graphics>}: one schema, with the attributes that each kind has. */
final class Graphics {

  private static final Schema LISTEN = listen();

  /** A VNC server's socket is only an attribute of the device in older versions. */
  private static final Schema VNC_LISTEN =
      listen().when((listen, mode) -> !(mode.migratable() && listen.has("socket")));

  /** A SPICE server that listens nowhere has no port and no listen in older versions. */
  private static final Schema SPICE_LISTEN =
      listen().when((listen, mode) -> !(mode.migratable() && listen.is("type", "none")));

  private static final Schema AUDIO = Schema.of("audio").required("id", positive());

  private static final Schema VNC =
      kind()
          .attribute("socket", text())
          .attribute("port", text())
          .attribute("autoport", text())
          .attribute("websocket", integer().hiding("0"))
          .attribute("listen", text())
          .attribute("keymap", text())
          .attribute(
              "sharePolicy", optional("default", "allow-exclusive", "force-shared", "ignore"))
          .attribute("powerControl", yesNo())
          .with(Graphics::password)
          .children(VNC_LISTEN)
          .child(AUDIO)
          .open()
          .onRead(Graphics::completeVnc);

  private static final Schema SPICE =
      kind()
          .attribute("port", integer())
          .attribute("tlsPort", integer())
          .attribute("autoport", yesNo(), Graphics::showsAutoport)
          .attribute("listen", text())
          .attribute("keymap", text())
          .attribute("defaultMode", optional("any", "secure", "insecure"))
          .with(Graphics::password)
          .children(SPICE_LISTEN)
          .children(
              Schema.of("channel")
                  .required(
                      "name",
                      oneOf(
                          "main",
                          "display",
                          "inputs",
                          "cursor",
                          "playback",
                          "record",
                          "smartcard",
                          "usbredir"))
                  .required("mode", oneOf("any", "secure", "insecure")))
          .child(option("image", "compression", "auto_glz", "auto_lz", "quic", "glz", "lz", "off"))
          .child(option("jpeg", "compression", "auto", "never", "always"))
          .child(option("zlib", "compression", "auto", "never", "always"))
          .child(Schema.of("playback").required("compression", onOff()))
          .child(option("streaming", "mode", "filter", "all", "off"))
          .child(option("mouse", "mode", "server", "client"))
          .child(Schema.of("clipboard").required("copypaste", yesNo()))
          .child(Schema.of("filetransfer").required("enable", yesNo()))
          .child(gl())
          .onRead(Graphics::completeSpice);

  private static final Schema SDL =
      kind()
          .attribute("display", text())
          .attribute("xauth", text())
          .attribute("fullscreen", yesOnly())
          .child(Schema.of("gl").required("enable", yesNo()));

  private static final Schema RDP =
      kind()
          .attribute("port", integer())
          .attributes(yesOnly(), "autoport", "replaceUser", "multiUser")
          .attribute("listen", text())
          .children(LISTEN)
          .onRead(Graphics::completeRdp);

  private static final Schema DESKTOP =
      kind().attribute("display", text()).attribute("fullscreen", yesOnly());

  private static final Schema EGL_HEADLESS =
      kind().child(Schema.of("gl").attribute("rendernode", text()));

  private static final Schema DBUS =
      kind().attribute("p2p", yesOnly()).attribute("address", text()).child(gl()).child(AUDIO);

  private static final Map<String, Schema> KINDS =
      Map.of(
          "vnc", VNC,
          "spice", SPICE,
          "sdl", SDL,
          "rdp", RDP,
          "desktop", DESKTOP,
          "egl-headless", EGL_HEADLESS,
          "dbus", DBUS);

  /** The order in which a SPICE server's channels are written. */
  private static final List<String> CHANNELS =
      List.of("main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir");

  private Graphics() {}

  private static Schema listen() {
    return Schema.of("listen")
        .required("type", optional("none", "address", "network", "socket"))
        .attribute("address", text())
        .attribute("network", text())
        .attribute("socket", text())
        .always()
        .onRead(Graphics::completeListen);
  }

  private static boolean showsAutoport(Element spice, WriteMode mode) {
    return mode.migratable() || !"none".equals(spice.valueAt("type", "listen"));
  }

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

  private static Schema kind() {
    return Schema.of("graphics").attribute("type", text());
  }

  private static Schema gl() {
    return Schema.of("gl").required("enable", yesNo()).attribute("rendernode", text());
  }

  private static Schema option(String element, String attribute, String... words) {
    return Schema.of(element).required(attribute, oneOf(words));
  }

  private static ValueType yesOnly() {
    return yesNo().hiding("no");
  }

  private static void password(Schema schema) {
    schema
        .attribute("passwd", text(), (graphics, mode) -> mode.secure())
        .attribute("passwdValidTo", text())
        .attribute("connected", connected())
        .onRead((source, graphics) -> {
          if (!graphics.has("passwd")) {
            graphics.set("passwdValidTo", null);
            graphics.set("connected", null);
          } else if (graphics.is("type", "vnc")
              && graphics.has("connected")
              && !graphics.is("connected", "keep")) {
            throw XmlFailure.unsupported("VNC supports connected='keep' only");
          }
          checkExpiry(graphics.get("passwdValidTo"));
        });
  }

  private static ValueType connected() {
    return oneOf(
        raw -> XmlFailure.unsupported("unknown connected value " + raw),
        "fail",
        "disconnect",
        "keep");
  }

  private static void checkExpiry(@Nullable String time) {
    if (time != null && !time.matches("\\d{1,4}-\\d{1,2}-\\d{1,2}T\\d{1,2}:\\d{1,2}:\\d{1,2}")) {
      throw XmlFailure.internal(
          "cannot parse password validity time '" + time + "', expect YYYY-MM-DDTHH:MM:SS");
    }
  }

  private static void completeListen(XmlElement source, Element listen) {
    if (!listen.has("type")) {
      listen.set("type", "none");
    }
    String type = listen.get("type", "");
    for (String attribute : new String[] {"address", "network", "socket"}) {
      if (listen.is(attribute, "")) {
        listen.set(attribute, null);
      }
      if (listen.has(attribute) && !attribute.equals(type) && !attribute.equals("address")) {
        throw XmlFailure.invalid(
            "'" + attribute + "' attribute is valid only for listen type '" + attribute + "'");
      }
    }
    if (!type.equals("address")) {
      listen.set("address", null);
    }
  }

  /** Makes the attributes of the device and its first {@code <listen>} say the same. */
  private static Element completeListens(Element graphics) {
    Element first = graphics.child("listen");
    String address = emptyToNull(graphics.get("listen"));
    String socket = graphics.is("type", "vnc") ? graphics.get("socket") : null;
    if (first == null) {
      first = graphics.add(graphics.kind("listen"));
      first.set("type", socket != null ? "socket" : "address");
      first.set(socket != null ? "socket" : "address", socket != null ? socket : address);
    } else if (first.is("type", "address")) {
      mergeAddress(first, address);
    }
    if (socket != null
        && first.is("type", "socket")
        && first.has("socket")
        && !first.is("socket", socket)) {
      throw XmlFailure.unsupported(
          "graphics 'socket' attribute '"
              + socket
              + "' must match 'socket' attribute of first listen element (found '"
              + first.get("socket")
              + "')");
    }
    if (socket != null && (first.is("type", "address") || first.is("type", "network"))) {
      first.set("type", "socket");
      first.set("address", null);
      first.set("network", null);
      first.set("socket", socket);
    }
    graphics.set("listen", first.get("address"));
    return first;
  }

  private static void mergeAddress(Element first, @Nullable String address) {
    String own = first.get("address");
    if (own != null && address != null && !own.equals(address)) {
      throw XmlFailure.unsupported(
          "graphics 'listen' attribute '"
              + address
              + "' must match 'address' attribute of first listen element (found '"
              + own
              + "')");
    }
    if (own == null) {
      first.set("address", address);
    }
  }

  private static @Nullable String emptyToNull(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  private static void completeVnc(XmlElement source, Element vnc) {
    Element listen = completeListens(vnc);
    String port = vnc.get("port");
    boolean automatic = port == null;
    long number = 0;
    if (port != null) {
      Long value = Numbers.signed(port, 10);
      if (value == null || value != value.intValue()) {
        throw XmlFailure.internal("cannot parse vnc port " + port);
      }
      number = value == -1 ? 0 : value;
      automatic = value == -1;
    }
    String autoport = vnc.get("autoport", "");
    automatic = autoport.equals("yes") || (automatic && !autoport.equals("no"));
    number = automatic ? 0 : number;
    boolean socket = listen.is("type", "socket");
    if (socket || listen.is("type", "none")) {
      vnc.set("port", null);
      vnc.set("autoport", null);
      vnc.set("websocket", null);
    } else {
      vnc.set("port", number != 0 ? Long.toString(number) : automatic ? "-1" : null);
      vnc.set("autoport", automatic ? "yes" : "no");
    }
    vnc.set("socket", socket ? listen.get("socket") : null);
  }

  private static void completeSpice(XmlElement source, Element spice) {
    Element listen = completeListens(spice);
    boolean legacy = spice.is("port", "-1") && spice.is("tlsPort", "-1");
    boolean automatic = spice.is("autoport", "yes") || legacy;
    for (String port : new String[] {"port", "tlsPort"}) {
      if (automatic || spice.is(port, "0")) {
        spice.set(port, null);
      }
    }
    spice.set("autoport", automatic ? "yes" : "no");
    boolean nowhere = !automatic && !spice.has("port") && !spice.has("tlsPort");
    if (nowhere && listen.is("type", "address")) {
      listen.set("type", "none");
      listen.set("address", null);
    }
    if (listen.is("type", "none") || listen.is("type", "socket")) {
      for (String attribute : new String[] {"port", "tlsPort", "autoport", "listen"}) {
        spice.set(attribute, null);
      }
      if (listen.is("type", "none")) {
        spice.set("autoport", "no");
      }
    }
    orderChannels(spice);
  }

  private static void orderChannels(Element spice) {
    List<Element> channels = spice.children("channel");
    spice.removeAll("channel");
    for (String name : CHANNELS) {
      Element last = null;
      for (Element channel : channels) {
        if (channel.is("name", name)) {
          last = channel;
        }
      }
      if (last != null && !last.is("mode", "any")) {
        spice.add(last);
      }
    }
  }

  private static void completeRdp(XmlElement source, Element rdp) {
    completeListens(rdp);
    if (rdp.is("port", "-1")) {
      rdp.set("autoport", "yes");
    }
    if (rdp.is("autoport", "yes")) {
      rdp.set("port", "0");
    } else if (rdp.is("port", "0")) {
      rdp.set("port", null);
    }
  }
}
