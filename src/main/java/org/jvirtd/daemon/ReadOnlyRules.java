package org.jvirtd.daemon;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.ReadOnlyRefuses;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.Procedure;

/** What a read-only client is refused (semantics section 19). */
final class ReadOnlyRules {
  private ReadOnlyRules() {}

  /**
   * @throws LibvirtException if the client may not make this call
   */
  static void check(BoundProcedure procedure, @Nullable Object[] arguments) {
    if (procedure.access() == Procedure.Access.WRITE) {
      throw LibvirtException.readOnly(domainOf(procedure), procedure.api());
    }
    if (procedure.writeFlags() != 0
        && arguments[arguments.length - 1] instanceof Integer flags
        && (flags & procedure.writeFlags()) != 0) {
      throw LibvirtException.secureFlag(domainOf(procedure), procedure.api());
    }
    ReadOnlyRefuses refused = procedure.method().getAnnotation(ReadOnlyRefuses.class);
    if (refused != null
        && arguments[refused.parameter()] instanceof Integer value
        && value == refused.value()) {
      throw LibvirtException.readOnly(domainOf(procedure), procedure.api());
    }
  }

  private static ErrorDomain domainOf(BoundProcedure procedure) {
    ReportsAs own = procedure.method().getAnnotation(ReportsAs.class);
    ReportsAs shared = procedure.declaredBy().getAnnotation(ReportsAs.class);
    if (own != null) {
      return own.value();
    }
    return shared == null ? ErrorDomain.NONE : shared.value();
  }
}
