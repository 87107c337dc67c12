package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NONE;
import static org.jvirtd.protocol.ErrorDomain.RPC;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;

/**
 * Rules for typed parameters, those of libvirt's own functions for them.
 *
 * <p>A call that answers with parameters answers with as many as the client has room for; asked
 * with room for none, it tells how many there are.
 */
final class Params {
  private static final Map<Class<? extends TypedValue>, String> TYPE_NAMES =
      Map.of(
          TypedValue.IntValue.class, "int",
          TypedValue.UnsignedIntValue.class, "uint",
          TypedValue.LongValue.class, "llong",
          TypedValue.UnsignedLongValue.class, "ullong",
          TypedValue.DoubleValue.class, "double",
          TypedValue.BooleanValue.class, "boolean",
          TypedValue.StringValue.class, "string");

  private Params() {}

  /** The parameters that fit. */
  static List<TypedParameter> fitting(List<TypedParameter> all, int paramCount) {
    return all.subList(0, Math.min(all.size(), paramCount));
  }

  /** The count that goes with them. */
  static int count(List<TypedParameter> all, int paramCount) {
    return paramCount == 0 ? all.size() : Math.min(all.size(), paramCount);
  }

  /**
   * @throws LibvirtException INTERNAL_ERROR as libvirt's daemon, which checks the room itself
   */
  static void requireCount(int paramCount, int max) {
    if (paramCount < 0) {
      throw LibvirtException.internal(RPC, "nparams must be non-negative");
    }
    if (paramCount > max) {
      throw LibvirtException.internal(RPC, "nparams too large");
    }
  }

  /**
   * Checks that each parameter is one of those known, of its type, and there only once.
   *
   * @throws LibvirtException ARGUMENT_UNSUPPORTED or INVALID_ARG
   */
  static void validate(
      List<TypedParameter> params, Map<String, Class<? extends TypedValue>> known) {
    Set<String> seen = new HashSet<>();
    for (TypedParameter param : params) {
      Class<? extends TypedValue> type = known.get(param.field());
      if (type == null) {
        throw LibvirtException.of(
            ErrorCode.ARGUMENT_UNSUPPORTED,
            NONE,
            "parameter '" + param.field() + "' not supported");
      }
      if (!seen.add(param.field())) {
        throw LibvirtException.of(
            ErrorCode.INVALID_ARG, NONE, "parameter '" + param.field() + "' occurs multiple times");
      }
      if (!type.isInstance(param.value())) {
        throw LibvirtException.of(
            ErrorCode.INVALID_ARG,
            NONE,
            "invalid type '"
                + TYPE_NAMES.get(param.value().getClass())
                + "' for parameter '"
                + param.field()
                + "', expected '"
                + TYPE_NAMES.get(type)
                + "'");
      }
    }
  }
}
