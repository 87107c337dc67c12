package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** {@code <source>} of a disk that a server has: its name there, the hosts, and what they want. */
final class DiskNetworkSource {

  /** Protocols whose names are a pool, a slash, and the name in the pool. */
  private static final Set<String> POOLED = Set.of("gluster", "rbd");

  private static final Set<String> HTTP = Set.of("http", "https");
  private static final Set<String> SECURED = Set.of("https", "ftps");
  private static final Set<String> CURL = Set.of("http", "https", "ftp", "ftps");

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

  /** What may not be in a cookie, and besides not in its name. */
  private static final String COOKIE_ENDS = " \",;\\";

  private static final String NAME_ENDS = "()<>@:/[]?={}";

  /** Hosts are read here and for disks of the host that are reached by iSCSI. */
  static final Schema HOST =
      Schema.of("host")
          .attributes(text(), "name", "port")
          .attribute("transport", oneOf("tcp", "unix", "rdma").unchecked())
          .attribute("socket", text())
          .always()
          .onRead((source, host) -> checkHost(host));

  static final Schema INITIATOR =
      Schema.of("initiator").joined(Schema.of("iqn").attribute("name", filled()));

  private static final Schema COOKIE = Schema.of("cookie").attribute("name", text()).text(text());

  private static final Schema COOKIES =
      Schema.of("cookies").children(COOKIE).when((cookies, mode) -> mode.secure());

  static final Schema SCHEMA =
      Schema.of("source")
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
          .attribute("tls", yesNo().unchecked())
          .attribute("tlsHostname", text())
          .children(HOST)
          .child(Schema.of("identity").attributes(text(), "user", "group"), speaks(Set.of("nfs")))
          .joined(Schema.of("snapshot").attribute("name", filled()))
          .joined(Schema.of("config").attribute("file", filled()))
          .joined(INITIATOR)
          .child(Schema.of("ssl").attribute("verify", yesNo()), speaks(SECURED))
          .child(COOKIES, speaks(HTTP))
          .joined(Schema.of("readahead").attribute("size", ulong().unchecked()))
          .joined(Schema.of("timeout").attribute("seconds", ulong().unchecked()))
          .with(DiskSource::common)
          .before("snapshot", DiskNetworkSource::checkName)
          .after("host", (source, network) -> completePorts(network))
          .after("cookies", (source, network) -> checkCookies(network.child("cookies")))
          .after("timeout", (source, network) -> checkTimes(network))
          .onRead((source, network) -> network.removeAll("seclabel"))
          .reads(
              "snapshot",
              "config",
              "host",
              "identity",
              "initiator",
              "ssl",
              "cookies",
              "readahead",
              "timeout",
              "auth",
              "encryption",
              "reservations",
              "slices",
              "seclabel");

  private DiskNetworkSource() {}

  private static Predicate<Element> speaks(Set<String> protocols) {
    return network -> protocols.contains(network.get("protocol", ""));
  }

  /** The name on the server: without the pool where the protocol has pools. */
  static @Nullable String imageName(Element network) {
    String name = network.get("name");
    return name != null && POOLED.contains(network.get("protocol", ""))
        ? name.substring(name.indexOf('/') + 1)
        : name;
  }

  private static void checkName(XmlElement source, Element network) {
    String protocol = network.get("protocol", "");
    String name = network.get("name");
    if (name == null && !protocol.equals("nbd")) {
      throw XmlFailure.invalid("missing name for disk source");
    }
    network.set("tls", yesNo().of(source, "tls"));
    if (name != null && POOLED.contains(protocol) && name.indexOf('/') <= 0) {
      throw XmlFailure.invalid("can't split path '" + name + "' into pool name and image name");
    }
    if ("".equals(name)) {
      network.set("name", null);
    }
    if (!HTTP.contains(protocol)) {
      network.set("query", null);
    }
  }

  private static void checkHost(Element host) {
    String transport = host.get("transport");
    if (transport != null && !Set.of("tcp", "unix", "rdma").contains(transport)) {
      throw XmlFailure.unsupported("unknown protocol transport type '" + transport + "'");
    }
    boolean unix = "unix".equals(transport);
    if (unix && !host.has("socket")) {
      throw XmlFailure.invalid("missing socket for unix transport");
    }
    if (!unix && host.has("socket")) {
      throw XmlFailure.invalid(
          "transport '" + host.get("transport", "(null)") + "' does not support socket attribute");
    }
    if ("tcp".equals(transport)) {
      host.set("transport", null);
    }
    if (unix) {
      host.set("name", null);
      host.set("port", null);
      return;
    }
    if (!host.has("name")) {
      throw XmlFailure.invalid("missing name for host");
    }
    String port = host.get("port");
    host.set("port", port == null ? null : port(port));
  }

  private static @Nullable String port(String raw) {
    Long port = Numbers.unsigned32(raw, 10);
    if (port == null) {
      throw XmlFailure.invalidArgument("failed to parse port number '" + raw + "'");
    }
    if (port > 0xFFFF) {
      throw XmlFailure.invalidArgument("port '" + raw + "' out of range");
    }
    return port == 0 ? null : Long.toString(port);
  }

  private static void completePorts(Element network) {
    String standard = DEFAULT_PORTS.get(network.get("protocol", ""));
    for (Element host : network.children("host")) {
      if (!host.has("transport") && !host.has("port")) {
        host.set("port", standard);
      }
    }
  }

  private static void checkCookies(@Nullable Element cookies) {
    if (cookies == null) {
      return;
    }
    for (Element cookie : cookies.children()) {
      String text = cookie.text();
      if (cookie.get("name", "").isEmpty()) {
        throw XmlFailure.invalid("missing cookie name");
      }
      if (text == null || text.isEmpty()) {
        throw XmlFailure.invalid("missing value for cookie '" + cookie.get("name") + "'");
      }
    }
    for (Element cookie : cookies.children()) {
      String name = cookie.get("name", "");
      checkCookie(name, String.valueOf(cookie.text()));
      boolean twice =
          cookies.children().stream().filter(other -> other.is("name", name)).count() > 1;
      if (twice) {
        throw storage("duplicate cookie '" + name + "'");
      }
    }
  }

  private static void checkCookie(String name, String value) {
    if (hasAny(name, COOKIE_ENDS) || hasAny(name, NAME_ENDS)) {
      throw storage("cookie name '" + name + "' contains invalid characters");
    }
    boolean quoted = value.startsWith("\"");
    boolean open = quoted && !value.endsWith("\"");
    int end = Math.max(1, value.length() - 1);
    if (open || hasAny(quoted ? value.substring(1, end) : value, COOKIE_ENDS)) {
      throw storage("value of cookie '" + name + "' contains invalid characters");
    }
  }

  private static boolean hasAny(String text, String characters) {
    return text.chars().anyMatch(c -> c < 0x20 || characters.indexOf(c) >= 0);
  }

  private static RpcException storage(String detail) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.STORAGE, detail);
  }

  /** What is read ahead, and how long is waited: only of servers that are read by curl. */
  private static void checkTimes(Element network) {
    if (!CURL.contains(network.get("protocol", ""))) {
      network.removeAll("readahead");
      network.removeAll("timeout");
      return;
    }
    checkTime(network.child("readahead"), "size");
    checkTime(network.child("timeout"), "seconds");
  }

  private static void checkTime(@Nullable Element element, String attribute) {
    String raw = element == null ? "" : element.get(attribute, "");
    if (element == null || raw.isEmpty()) {
      return;
    }
    Long value = Numbers.unsigned(raw, 10);
    if (value == null) {
      throw XmlFailure.invalid("invalid readahead size or timeout");
    }
    element.set(attribute, value == 0 ? null : Long.toUnsignedString(value));
  }
}
