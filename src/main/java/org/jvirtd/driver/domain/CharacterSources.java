package org.jvirtd.driver.domain;

import static java.util.Map.entry;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/**
 * Where the characters of a port, a smart card, a redirected device or a source of randomness come
 * from on the host: the source, the protocol on the way, and the log of it all.
 */
final class CharacterSources {

  private static final String[] TYPES = {
    "null",
    "vc",
    "pty",
    "dev",
    "file",
    "pipe",
    "stdio",
    "udp",
    "tcp",
    "unix",
    "spicevmc",
    "spiceport",
    "nmdm",
    "qemu-vdagent",
    "dbus"
  };

  private static final Schema PROTOCOL =
      Schema.of("protocol")
          .defaulted(
              "type",
              oneOf(
                  raw -> XmlFailure.unsupported("Unknown protocol '" + raw + "'"),
                  "raw",
                  "telnet",
                  "telnets",
                  "tls"),
              "raw");

  private static final Schema LOG =
      Schema.of("log")
          .attribute("file", text())
          .attribute("append", onOff())
          .when((log, mode) -> log.has("file"));

  private static final Map<String, Schema> PLAIN = sources(false);
  private static final Map<String, Schema> LABELLED = sources(true);

  private CharacterSources() {}

  /** The type of a source, with an error of its own for one that there is not. */
  static ValueType type(Function<String, RpcException> otherwise) {
    return oneOf(otherwise, TYPES);
  }

  /** The parts of a device with a source, of the type that its attribute "type" names. */
  static void of(Schema device) {
    add(device, PLAIN, one -> true);
  }

  /** The same for devices some of which have no source. */
  static Consumer<Schema> of(Predicate<Element> owners) {
    return device -> add(device, PLAIN, owners);
  }

  /** The same, where the source may have security labels of its own. */
  static void labelledOf(Schema device) {
    add(device, LABELLED, one -> true);
  }

  /**
   * Reads the source that stands in an element which says of its type elsewhere.
   *
   * @throws RpcException if it is not well made; {@code otherwise} if there is no such type
   */
  static Element read(XmlElement holder, String type, Function<String, RpcException> otherwise) {
    Schema kind = PLAIN.get(type);
    if (kind == null) {
      throw otherwise.apply(type);
    }
    requireOneSource(holder, type);
    XmlElement source = holder.child("source");
    Element read = source == null ? new Element(kind) : kind.read(source);
    requireOne(holder, "log");
    requireOne(holder, "protocol");
    return read;
  }

  private static void add(Schema device, Map<String, Schema> kinds, Predicate<Element> owners) {
    device
        .children(
            "source", (one, source) -> owners.test(one) ? kinds.get(one.get("type", "pty")) : null)
        .child(
            "protocol",
            (one, source) -> owners.test(one) && one.is("type", "tcp") ? PROTOCOL : null)
        .child("log", (one, source) -> owners.test(one) ? LOG : null)
        .unkept("source", "protocol", "log")
        .before(
            "source",
            forOwners(owners, (source, one) -> requireOneSource(source, one.get("type", "pty"))))
        .after("source", forOwners(owners, CharacterSources::mergeEnds))
        .before("log", forOwners(owners, (source, one) -> requireOne(source, "log")))
        .before("protocol", forOwners(owners, (source, one) -> requireOne(source, "protocol")))
        .after("protocol", forOwners(owners, CharacterSources::completeProtocol));
  }

  private static BiConsumer<XmlElement, Element> forOwners(
      Predicate<Element> owners, BiConsumer<XmlElement, Element> hook) {
    return (source, device) -> {
      if (owners.test(device)) {
        hook.accept(source, device);
      }
    };
  }

  /**
   * The kinds of source by their types.
   *
   * @param labelled whether a source may have security labels
   */
  private static Map<String, Schema> sources(boolean labelled) {
    Schema nothing = unwritten(labels(source(), labelled, false));
    Schema path = labels(source().attribute("path", text()), labelled, true);
    Schema channel = labels(source().attribute("channel", text()), labelled, false);
    return Map.ofEntries(
        entry("null", nothing),
        entry("vc", nothing),
        entry("stdio", nothing),
        entry("spicevmc", nothing),
        // Which terminal it was the last time is not kept: it gets another one.
        entry("pty", unwritten(labels(source().unkeptAttributes("path"), labelled, true))),
        entry("dev", path),
        entry("pipe", path),
        entry(
            "file",
            labels(
                source().attribute("path", text()).attribute("append", onOff()), labelled, true)),
        entry("unix", unix(labelled)),
        entry("tcp", stream(labelled)),
        entry("udp", labels(ends(), labelled, false).when((end, mode) -> isEnd(end))),
        entry("spiceport", channel),
        entry("dbus", channel),
        entry("nmdm", labels(source().attributes(text(), "master", "slave"), labelled, false)),
        entry("qemu-vdagent", labels(agent(), labelled, false)));
  }

  private static Schema source() {
    return Schema.of("source");
  }

  private static Schema unwritten(Schema source) {
    return source.when((one, mode) -> false);
  }

  /** An end that binds or connects. */
  private static Schema ends() {
    return source()
        .defaulted("mode", oneOf("bind", "connect"), "connect")
        .attributes(text(), "host", "service");
  }

  private static Schema unix(boolean labelled) {
    Schema unix =
        source().defaulted("mode", oneOf("bind", "connect"), "connect").attribute("path", text());
    return labels(unix, labelled, true)
        .child(DiskSource.reconnect())
        .reads("reconnect", "seclabel")
        .when((source, mode) -> source.has("path"));
  }

  private static Schema stream(boolean labelled) {
    return labels(ends().attribute("tls", yesNo()).child(DiskSource.reconnect()), labelled, false);
  }

  private static Schema agent() {
    return source()
        .child(Schema.of("clipboard").required("copypaste", yesNo()))
        .child(Schema.of("mouse").required("mode", oneOf("server", "client")));
  }

  private static Schema labels(Schema source, boolean labelled, boolean written) {
    return labelled
        ? source
            .children(written ? SecurityLabels.OF_DEVICE : SecurityLabels.UNWRITTEN)
            .after("seclabel", (document, one) -> SecurityLabels.requireDifferent(one))
        : source;
  }

  private static void requireOneSource(XmlElement holder, String type) {
    int sources = holder.children("source").size();
    if (sources > 1 && !type.equals("udp")) {
      throw XmlFailure.invalid("only one source element is allowed for character device");
    }
    if (sources > 2) {
      throw XmlFailure.invalid("only two source elements are allowed for character device");
    }
  }

  private static void requireOne(XmlElement source, String part) {
    if (source.children(part).size() > 1) {
      throw XmlFailure.invalid("only one " + part + " element is allowed for character device");
    }
  }

  /**
   * Datagrams have an end that is bound and one that is connected, in that order; a second one of
   * the same kind counts only where the first says nothing.
   */
  private static void mergeEnds(XmlElement source, Element device) {
    if (!device.get("type", "pty").equals("udp")) {
      return;
    }
    List<Element> ends = device.children("source");
    device.removeAll("source");
    for (String mode : new String[] {"bind", "connect"}) {
      ends.stream()
          .filter(end -> end.is("mode", mode) && isEnd(end))
          .findFirst()
          .ifPresent(device::add);
    }
  }

  private static boolean isEnd(Element end) {
    return end.has("host") || end.has("service");
  }

  private static void completeProtocol(XmlElement source, Element device) {
    if (device.is("type", "tcp")) {
      device.ensure(PROTOCOL).set("type", protocol(device));
    }
  }

  private static String protocol(Element device) {
    String type = device.valueAt("type", "protocol");
    return type == null ? "raw" : type;
  }
}
