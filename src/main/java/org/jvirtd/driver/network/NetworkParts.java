package org.jvirtd.driver.network;

import static org.jvirtd.driver.network.SourceValues.filled;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Bandwidth;
import org.jvirtd.driver.network.NetworkDefinition.Rate;
import org.jvirtd.driver.network.NetworkDefinition.VirtualPort;
import org.jvirtd.driver.network.NetworkDefinition.Vlan;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.Wording;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * Reads what networks, their port groups and interfaces of guests have alike: VLAN tags, bandwidth,
 * virtual port.
 */
public final class NetworkParts {

  private static final int MAX_VLAN = 4095;

  /** Bytes of a profile's name; the field of the kernel ends with a zero. */
  private static final int MAX_PROFILE = 39;

  private NetworkParts() {}

  static @Nullable Vlan vlan(XmlElement parent) {
    XmlElement source = parent.child("vlan");
    return source == null ? null : readVlan(source);
  }

  /** Reads {@code <vlan>}. */
  public static Vlan readVlan(XmlElement source) {
    List<XmlElement> tagElements = source.children("tag");
    if (tagElements.isEmpty()) {
      throw invalid("missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
    }
    List<Vlan.Tag> tags = new ArrayList<>();
    boolean hasNative = false;
    for (XmlElement tag : tagElements) {
      long id = Long.parseLong(Values.uint().required(tag, "id"));
      if (id > MAX_VLAN) {
        throw invalid("vlan tag id %d too large (maximum 4095)", id);
      }
      String mode = Values.oneOf("tagged", "untagged").of(tag, "nativeMode");
      if (mode != null && hasNative) {
        throw invalid("duplicate native vlan setting");
      }
      hasNative |= mode != null;
      tags.add(new Vlan.Tag(id, mode));
    }
    return new Vlan(trunk(source, tags.size(), hasNative), tags);
  }

  private static boolean trunk(XmlElement source, int tags, boolean hasNative) {
    String trunk = filled(source, "trunk");
    if (trunk == null) {
      return tags > 1;
    }
    if (trunk.equalsIgnoreCase("yes")) {
      return true;
    }
    if (tags > 1) {
      throw invalid(
          "invalid \"trunk='%s'\" in <vlan> - trunk='yes' is required for more than one vlan tag",
          trunk);
    }
    if (hasNative) {
      throw invalid(
          "invalid configuration in <vlan> - \"trunk='no'\" is not allowed with a native vlan id");
    }
    if (!trunk.equalsIgnoreCase("no")) {
      throw invalid("invalid \"trunk='%s'\" in <vlan> - must be yes or no", trunk);
    }
    return false;
  }

  static @Nullable Bandwidth bandwidth(XmlElement parent) {
    XmlElement source = parent.child("bandwidth");
    return source == null ? null : readBandwidth(source, false);
  }

  /**
   * Reads {@code <bandwidth>}; null where it says nothing.
   *
   * @param guaranteed whether a least rate can be asked for, which needs a network that shares it
   *     out
   */
  public static @Nullable Bandwidth readBandwidth(XmlElement source, boolean guaranteed) {
    if (source.attribute("classID") != null) {
      throw detail("classID attribute not supported on <bandwidth> in this usage context");
    }
    XmlElement in = only(source, "inbound");
    XmlElement out = only(source, "outbound");
    Rate inbound = in == null ? null : rate(in);
    if (inbound != null && !guaranteed && !inbound.floor().equals("0")) {
      throw unsupported("floor attribute is not supported for this config");
    }
    Rate outbound = out == null ? null : rate(out);
    if (outbound != null && !outbound.floor().equals("0")) {
      throw unsupported("'floor' attribute allowed only in <inbound> element");
    }
    return inbound == null && outbound == null ? null : new Bandwidth(inbound, outbound);
  }

  private static @Nullable XmlElement only(XmlElement source, String name) {
    List<XmlElement> found = source.children(name);
    if (found.size() > 1) {
      throw detail("Only one child <%s> element allowed", name);
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private static Rate rate(XmlElement source) {
    boolean average = source.attribute("average") != null;
    if (!average && source.attribute("floor") == null) {
      throw detail("Missing mandatory average or floor attributes");
    }
    String averageValue = rate(source, "average");
    if (!average && (source.attribute("peak") != null || source.attribute("burst") != null)) {
      throw unsupported("'peak' and 'burst' require 'average' attribute");
    }
    String peak = rate(source, "peak");
    String burst = rate(source, "burst");
    return new Rate(averageValue, peak, rate(source, "floor"), burst);
  }

  private static String rate(XmlElement source, String name) {
    String raw = source.attribute(name);
    if (raw == null) {
      return "0";
    }
    Long value = Numbers.unsigned(raw, 10);
    if (value == null) {
      throw unsupported("could not convert bandwidth %s value '%s'", name, raw);
    }
    return Long.toUnsignedString(value);
  }

  /**
   * @param typed whether the type must be said
   */
  static @Nullable VirtualPort virtualPort(XmlElement parent, boolean typed) {
    XmlElement source = parent.child("virtualport");
    if (source == null) {
      return null;
    }
    VirtualPort port = readVirtualPort(source, typed);
    requireNoMore(port);
    return port;
  }

  /**
   * Reads {@code <virtualport>}.
   *
   * @param typed whether the type must be said
   */
  public static VirtualPort readVirtualPort(XmlElement source, boolean typed) {
    String type = source.attribute("type");
    if (type != null && !List.of("802.1Qbg", "802.1Qbh", "openvswitch", "midonet").contains(type)) {
      throw unsupported("unknown virtualport type %s", type);
    }
    if (type == null && typed) {
      throw invalid("missing required virtualport type");
    }
    XmlElement parameters = source.child("parameters");
    return parameters == null
        ? new VirtualPort(type, null, null, null, null, null, null)
        : virtualPort(type, parameters);
  }

  /** Demands that a port has no parameter that does not go with its type. */
  public static void requireNoMore(VirtualPort port) {
    String type = port.type();
    String extra = extra(port);
    if (type != null && extra != null) {
      throw port("extra %s unsupported in <virtualport type='%s'>", extra, type);
    }
  }

  /** Demands that a port has all parameters that its type needs. */
  public static void requireComplete(VirtualPort port) {
    String type = port.type();
    String missing = type == null ? null : missing(port, type);
    if (type != null && missing != null) {
      throw port("missing %s in <virtualport type='%s'>", missing, type);
    }
  }

  private static @Nullable String missing(VirtualPort port, String type) {
    return switch (type) {
      case "802.1Qbg" ->
          port.managerId() == null
              ? "managerid"
              : port.typeId() == null
                  ? "typeid"
                  : port.typeIdVersion() == null
                      ? "typeidversion"
                      : port.instanceId() == null ? "instanceid" : null;
      case "802.1Qbh" -> port.profileId() == null ? "profileid" : null;
      default -> port.interfaceId() == null ? "interfaceid" : null;
    };
  }

  private static VirtualPort virtualPort(@Nullable String type, XmlElement source) {
    Long manager = number(source, "managerid", 0xFF, "value of managerid out of range");
    Long typeId = number(source, "typeid", 0xFF_FFFF, "value for typeid out of range");
    Long version = number(source, "typeidversion", 0xFF, "value of typeidversion out of range");
    UUID instance = uuid(source, "instanceid");
    String profile = source.attribute("profileid");
    if (profile != null && profile.getBytes(StandardCharsets.UTF_8).length > MAX_PROFILE) {
      throw invalid("profileid parameter too long");
    }
    UUID interfaceId = uuid(source, "interfaceid");
    return new VirtualPort(
        type, manager, typeId, version, instance, interfaceId, filled(source, "profileid"));
  }

  private static @Nullable Long number(XmlElement source, String name, long most, String error) {
    String raw = source.attribute(name);
    if (raw == null) {
      return null;
    }
    Long value = Numbers.wrapping(raw, 0);
    if (value == null) {
      throw invalid("cannot parse value of %s parameter", name);
    }
    if (value > most) {
      throw invalid(error);
    }
    return value;
  }

  private static @Nullable UUID uuid(XmlElement source, String name) {
    String raw = source.attribute(name);
    UUID uuid = raw == null ? null : Values.parseUuid(raw);
    if (raw != null && uuid == null) {
      throw invalid("cannot parse %s parameter as a uuid", name);
    }
    return uuid;
  }

  /** A parameter that does not go with the type, null where there is none. */
  private static @Nullable String extra(VirtualPort port) {
    String type = port.type();
    if (type == null || type.equals("midonet")) {
      return null;
    }
    if (type.equals("802.1Qbg")) {
      return port.profileId() != null
          ? "profileid"
          : port.interfaceId() != null ? "interfaceid" : null;
    }
    if (port.managerId() != null) {
      return "managerid";
    }
    if (port.typeId() != null) {
      return "typeid";
    }
    if (port.typeIdVersion() != null) {
      return "typeidversion";
    }
    if (port.instanceId() != null) {
      return "instanceid";
    }
    return type.equals("802.1Qbh") && port.interfaceId() != null ? "interfaceid" : null;
  }

  private static RpcException invalid(String text, Object... values) {
    return NetworkFailure.shared(ErrorCode.XML_ERROR, Wording.fill(text, values));
  }

  private static RpcException port(String text, Object... values) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.NET, Wording.fill(text, values));
  }

  private static RpcException detail(String text, Object... values) {
    return NetworkFailure.shared(ErrorCode.XML_DETAIL, Wording.fill(text, values));
  }

  private static RpcException unsupported(String text, Object... values) {
    return NetworkFailure.shared(ErrorCode.CONFIG_UNSUPPORTED, Wording.fill(text, values));
  }
}
