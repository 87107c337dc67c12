package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Where the content of a disk is: {@code <source>}, one kind for each type of storage. */
final class DiskSource {

  private static final ValueType STARTUP_POLICY = oneOf("mandatory", "requisite", "optional");

  private static final Schema SECRET =
      Schema.of("secret")
          .attribute("type", text())
          .attribute("usage", text())
          .attribute("uuid", secretUuid());

  static final Schema AUTH =
      Schema.of("auth")
          .attribute("username", text())
          .child(SECRET)
          .onRead((source, auth) -> {
            if (!auth.has("username")) {
              throw XmlFailure.invalid("missing username for auth");
            }
          });

  private static final Schema ENCRYPTION_SECRET =
      Schema.of("secret")
          .required("type", oneOf("passphrase"))
          .attribute("usage", text())
          .attribute("uuid", secretUuid());

  private static final Schema CIPHER =
      Schema.of("cipher")
          .attribute("name", text())
          .attribute("size", uint())
          .attribute("mode", text())
          .attribute("hash", text());

  private static final Schema IVGEN =
      Schema.of("ivgen").attribute("name", text()).attribute("hash", text());

  static final Schema ENCRYPTION =
      Schema.of("encryption")
          .required("format", oneOf("default", "qcow", "luks", "luks2"))
          .attribute("engine", optional("default", "qemu", "librbd"))
          .children(ENCRYPTION_SECRET)
          .child(CIPHER)
          .child(IVGEN);

  private static final Schema RECONNECT =
      Schema.of("reconnect")
          .attribute("enabled", yesNo())
          .attribute("timeout", uint())
          .onRead((source, reconnect) -> {
            if (!reconnect.is("enabled", "yes")) {
              reconnect.set("timeout", null);
            } else if (!reconnect.has("timeout")) {
              throw new ValueType.Site("reconnect", "timeout").missing();
            }
          });

  private static final Schema RESERVATIONS =
      Schema.of("reservations")
          .required("managed", yesNo())
          .child(
              Schema.of("source")
                  .attribute("type", text())
                  .attribute("path", text())
                  .attribute("mode", text()));

  private static final Schema SLICES =
      Schema.of("slices")
          .child(
              Schema.of("slice")
                  .required("type", oneOf("storage"))
                  .required("offset", ulong())
                  .required("size", Values.nonZero(ulong())));

  private static final Schema HOST =
      Schema.of("host")
          .attribute("name", text())
          .attribute("port", text())
          .attribute("transport", optional("tcp", "unix", "rdma"))
          .attribute("socket", text())
          .always();

  private static final Schema INITIATOR =
      Schema.of("initiator").child(Schema.of("iqn").attribute("name", filled()));

  private static final Schema COOKIES =
      Schema.of("cookies")
          .children(Schema.of("cookie").required("name", text()).text(text()))
          .when((cookies, mode) -> mode.secure());

  private static final Schema PCI_WITHOUT_TYPE =
      Schema.of("address")
          .attributes(Values.hex(4), "domain")
          .attributes(Values.hex(2), "bus", "slot")
          .attributes(Values.hex(1), "function");

  private static final Schema FILE =
      source().attribute("file", filled()).attribute("fdgroup", filled()).with(DiskSource::common);

  private static final Schema BLOCK = source().attribute("dev", filled()).with(DiskSource::common);

  private static final Schema DIR = source().attribute("dir", filled()).with(DiskSource::common);

  private static final Schema VOLUME =
      source()
          .attribute("pool", text())
          .attribute("volume", text())
          .attribute("mode", optional("default", "host", "direct"))
          .child(SLICES)
          .children(SecurityLabels.OF_DEVICE)
          .child(ENCRYPTION)
          .child(RESERVATIONS)
          .attribute("startupPolicy", STARTUP_POLICY)
          .unkeptAttributes("index");

  /** Protocols whose names are a pool, a slash, and the name in the pool. */
  private static final Set<String> POOLED = Set.of("gluster", "rbd");

  private static final Set<String> HTTP = Set.of("http", "https");

  private static final Schema NETWORK =
      source()
          .required(
              "protocol",
              oneOf(
                  "none",
                  "nbd",
                  "rbd",
                  "sheepdog",
                  "gluster",
                  "iscsi",
                  "http",
                  "https",
                  "ftp",
                  "ftps",
                  "tftp",
                  "ssh",
                  "vxhs",
                  "nfs"))
          .attribute("name", text())
          .attribute("query", text())
          .attribute("tls", yesNo())
          .attribute("tlsHostname", text())
          .children(HOST)
          .child(Schema.of("identity").attribute("user", text()).attribute("group", text()))
          .child(Schema.of("snapshot").attribute("name", filled()))
          .child(Schema.of("config").attribute("file", filled()))
          .child(INITIATOR)
          .child(Schema.of("ssl").attribute("verify", yesNo()))
          .child(COOKIES)
          .child(Schema.of("readahead").attribute("size", ulong().hiding("0")))
          .child(Schema.of("timeout").attribute("seconds", ulong().hiding("0")))
          .child(SLICES)
          .child(AUTH)
          .child(ENCRYPTION)
          .child(RESERVATIONS)
          .unkeptAttributes("index", "startupPolicy")
          .onRead(DiskSource::completeNetwork);

  private static final Schema NVME =
      source()
          .attribute("type", text())
          .defaulted("managed", yesNo(), "yes")
          .attribute("namespace", ulong())
          .child(PCI_WITHOUT_TYPE)
          .with(DiskSource::common);

  private static final Schema VHOST_USER =
      source()
          .attribute("type", text())
          .attribute("path", text())
          .child(RECONNECT)
          .with(DiskSource::common);

  private static final Map<String, Schema> BY_TYPE =
      Map.of(
          "file", FILE,
          "block", BLOCK,
          "dir", DIR,
          "network", NETWORK,
          "volume", VOLUME,
          "nvme", NVME,
          "vhostuser", VHOST_USER);

  /** Ports that are written although the definition leaves them out. */
  private static final Map<String, String> DEFAULT_PORTS =
      Map.of(
          "http",
          "80",
          "https",
          "443",
          "ftp",
          "21",
          "ftps",
          "990",
          "tftp",
          "69",
          "sheepdog",
          "7000",
          "nbd",
          "10809",
          "ssh",
          "22",
          "iscsi",
          "3260",
          "gluster",
          "24007");

  private DiskSource() {}

  private static ValueType secretUuid() {
    return Values.uuid(raw -> XmlFailure.invalid("invalid secret uuid '" + raw + "'"));
  }

  static @Nullable Schema of(String type) {
    return BY_TYPE.get(type);
  }

  private static Schema source() {
    return Schema.of("source");
  }

  private static void common(Schema source) {
    source
        .child(SLICES)
        .children(SecurityLabels.OF_DEVICE)
        .child(AUTH)
        .child(ENCRYPTION)
        .child(RESERVATIONS)
        .attribute("startupPolicy", STARTUP_POLICY)
        .attribute("index", Values.ignored());
  }

  /** What libvirt calls the disk's source in an error, null where it has no name for it. */
  static @Nullable String place(Element disk) {
    Element source = disk.child("source");
    if (source == null) {
      return null;
    }
    return switch (disk.get("type", "file")) {
      case "file" -> source.get("file");
      case "block" -> source.get("dev");
      case "dir" -> source.get("dir");
      case "network" -> imageName(source);
      case "volume" ->
          "pool = '" + source.get("pool", "") + "', volume = '" + source.get("volume", "") + "'";
      default -> null;
    };
  }

  /** The name on the server: without the pool where the protocol has pools. */
  private static @Nullable String imageName(Element network) {
    String name = network.get("name");
    return name != null && POOLED.contains(network.get("protocol", ""))
        ? name.substring(name.indexOf('/') + 1)
        : name;
  }

  private static void completeNetwork(XmlElement source, Element network) {
    String protocol = network.get("protocol", "");
    String name = network.get("name");
    if (name == null && !protocol.equals("nbd")) {
      throw XmlFailure.invalid("missing name for disk source");
    }
    if (name != null && POOLED.contains(protocol)) {
      if (name.indexOf('/') <= 0) {
        throw XmlFailure.invalid("can't split path '" + name + "' into pool name and image name");
      }
    }
    if (!HTTP.contains(protocol)) {
      network.set("query", null);
      network.removeAll("cookies");
    }
    if (!protocol.equals("nfs")) {
      network.removeAll("identity");
    }
    boolean secured = protocol.equals("https") || protocol.equals("ftps");
    if (!secured) {
      network.removeAll("ssl");
    }
    if (!secured && !protocol.equals("http") && !protocol.equals("ftp")) {
      network.removeAll("readahead");
      network.removeAll("timeout");
    }
    for (Element host : network.children("host")) {
      completeHost(host, protocol);
    }
  }

  private static void completeHost(Element host, String protocol) {
    boolean unix = host.is("transport", "unix");
    if (unix && !host.has("socket")) {
      throw XmlFailure.invalid("missing socket for unix transport");
    }
    if (!unix && host.has("socket")) {
      throw XmlFailure.invalid(
          "transport '" + host.get("transport", "tcp") + "' does not support socket attribute");
    }
    if (!unix) {
      if (!host.has("name")) {
        throw XmlFailure.invalid("missing name for host");
      }
      String port = host.get("port");
      if (port != null && org.jvirtd.driver.xml.Numbers.unsigned(port, 10) == null) {
        throw XmlFailure.invalid("failed to parse port number '" + port + "'");
      }
      boolean tcp = !host.has("transport");
      if (tcp && (port == null || port.equals("0"))) {
        host.set("port", DEFAULT_PORTS.get(protocol));
      }
    } else {
      host.set("name", null);
      host.set("port", null);
    }
  }

  static Schema reconnect() {
    return RECONNECT;
  }
}
