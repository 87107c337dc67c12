package org.jvirtd.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.TypedValue.LongValue;
import org.jvirtd.protocol.TypedValue.StringValue;
import org.jvirtd.protocol.TypedValue.UnsignedLongValue;

/** Who a client says it acts for (procedure 419): the names libvirt knows, and their types. */
final class ForwardedIdentity {
  private static final Map<String, Class<? extends TypedValue>> TYPES =
      Map.of(
          "user-name", StringValue.class,
          "unix-user-id", UnsignedLongValue.class,
          "group-name", StringValue.class,
          "unix-group-id", UnsignedLongValue.class,
          "process-id", LongValue.class,
          "process-time", UnsignedLongValue.class,
          "sasl-user-name", StringValue.class,
          "x509-distinguished-name", StringValue.class,
          "selinux-context", StringValue.class,
          "system.token", StringValue.class);

  /** A secret between daemons: accepted, and never shown. */
  private static final String TOKEN = "system.token";

  private ForwardedIdentity() {}

  /**
   * @throws LibvirtException if a name is unknown, comes twice, or has another type
   */
  static Map<String, String> of(List<TypedParameter> parameters) {
    Map<String, String> identity = new LinkedHashMap<>();
    for (TypedParameter parameter : parameters) {
      String name = parameter.field();
      Class<? extends TypedValue> type = TYPES.get(name);
      if (type == null) {
        throw LibvirtException.of(
            ErrorCode.ARGUMENT_UNSUPPORTED,
            ErrorDomain.NONE,
            "parameter '%s' not supported".formatted(name));
      }
      if (!type.isInstance(parameter.value())) {
        throw invalid("parameter '%s' has another type".formatted(name));
      }
      String value =
          parameter.value() instanceof StringValue(String text)
              ? text
              : String.valueOf(parameter.longValue());
      if (identity.put(name, value) != null) {
        throw invalid("parameter '%s' occurs multiple times".formatted(name));
      }
    }
    identity.remove(TOKEN);
    return identity;
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, ErrorDomain.NONE, detail);
  }
}
