package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.WriteMode;

/** {@code <graphics type='spice'>}: a SPICE server, and what it does on each of its channels. */
final class SpiceServer {

  /** The channels in the order in which they are written. */
  private static final List<String> CHANNELS =
      List.of("main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir");

  private static final ValueType MODE = optional("any", "secure", "insecure");

  /** A server that listens nowhere has no port and no listen in older versions. */
  private static final Schema LISTEN =
      GraphicsListens.any()
          .when((listen, mode) -> !(mode.migratable() && listen.is("type", "none")));

  static final Schema SCHEMA =
      GraphicsParts.kind()
          .attribute("port", integer())
          .attribute("tlsPort", integer())
          .attribute("autoport", yesNo(), SpiceServer::showsAutoport)
          .attribute("listen", text())
          .attribute("keymap", text())
          .attribute("defaultMode", MODE)
          .with(GraphicsPassword::attributes)
          .with(GraphicsListens.of(LISTEN))
          .children(
              Schema.of("channel")
                  .required("name", oneOf(CHANNELS.toArray(String[]::new)))
                  .required("mode", oneOf("any", "secure", "insecure")))
          .child(option("image", "compression", "auto_glz", "auto_lz", "quic", "glz", "lz", "off"))
          .child(option("jpeg", "compression", "auto", "never", "always"))
          .child(option("zlib", "compression", "auto", "never", "always"))
          .child(Schema.of("playback").required("compression", onOff()))
          .child(option("streaming", "mode", "filter", "all", "off"))
          .child(option("mouse", "mode", "server", "client"))
          .child(Schema.of("clipboard").required("copypaste", yesNo()))
          .child(Schema.of("filetransfer").required("enable", yesNo()))
          .child(GraphicsParts.gl())
          .reads(
              "listen",
              "@port",
              "@tlsPort",
              "@autoport",
              "@defaultMode",
              "@connected",
              "channel",
              "image",
              "jpeg",
              "zlib",
              "playback",
              "streaming",
              "clipboard",
              "filetransfer",
              "gl",
              "mouse")
          .onRead((source, spice) -> complete(spice));

  private SpiceServer() {}

  private static Schema option(String element, String attribute, String... words) {
    return Schema.of(element).required(attribute, oneOf(words));
  }

  private static boolean showsAutoport(Element spice, WriteMode mode) {
    return mode.migratable() || !"none".equals(spice.valueAt("type", "listen"));
  }

  private static void complete(Element spice) {
    Element listen = GraphicsListens.first(spice);
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
    spice.set("listen", listen.get("address"));
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
}
