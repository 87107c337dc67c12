package org.jvirtd.protocol;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.rpc.Procedure.Access;

/**
 * What a read-only client may not do with one procedure. A server makes one rule per procedure and
 * asks it for each call of a read-only client, before the driver.
 *
 * <p>libvirt knows three cases. Most procedures that change something are refused as a whole. Some
 * are refused only with certain flags ({@link Procedure#writeFlags}); where such a flag asks for
 * the secrets in an XML text, the error says so. One is refused for a single value of a parameter
 * ({@link ReadOnlyRefuses}).
 */
public final class ReadOnlyRule {
  private final ErrorDomain domain;
  private final Procedure procedure;
  private final @Nullable ReadOnlyRefuses refused;
  private final boolean givesXml;

  private ReadOnlyRule(
      ErrorDomain domain,
      Procedure procedure,
      @Nullable ReadOnlyRefuses refused,
      boolean givesXml) {
    this.domain = domain;
    this.procedure = procedure;
    this.refused = refused;
    this.givesXml = givesXml;
  }

  /**
   * The rule of a procedure.
   *
   * @param method a method with {@link Procedure}, as its interface declares it
   * @throws IllegalArgumentException if it is none
   */
  public static ReadOnlyRule of(Method method) {
    Procedure procedure = method.getAnnotation(Procedure.class);
    if (procedure == null) {
      throw new IllegalArgumentException(method + " is not a procedure");
    }
    return new ReadOnlyRule(
        errorDomain(method),
        procedure,
        method.getAnnotation(ReadOnlyRefuses.class),
        method.getReturnType() == String.class);
  }

  /** The domain of the errors that stand in front of a procedure; see {@link ReportsAs}. */
  public static ErrorDomain errorDomain(Method method) {
    ReportsAs reportsAs = method.getAnnotation(ReportsAs.class);
    if (reportsAs == null) {
      reportsAs = method.getDeclaringClass().getAnnotation(ReportsAs.class);
    }
    return reportsAs == null ? ErrorDomain.NONE : reportsAs.value();
  }

  /** Whether no call of a read-only client is ever refused, so that there is nothing to ask. */
  public boolean allowsAll() {
    return procedure.access() == Access.READ && procedure.writeFlags() == 0 && refused == null;
  }

  /**
   * Checks the call of a read-only client.
   *
   * @throws LibvirtException with code OPERATION_DENIED if the client may not do this
   */
  public void check(@Nullable Object... arguments) {
    if (procedure.access() == Access.WRITE) {
      throw LibvirtException.readOnly(domain, procedure.api());
    }
    if (procedure.writeFlags() != 0
        && arguments[arguments.length - 1] instanceof Integer flags
        && (flags & procedure.writeFlags()) != 0) {
      throw givesXml
          ? LibvirtException.secureFlag(domain, procedure.api())
          : LibvirtException.readOnly(domain, procedure.api());
    }
    if (refused != null
        && arguments[refused.parameter()] instanceof Integer value
        && value == refused.value()) {
      throw LibvirtException.readOnly(domain, procedure.api());
    }
  }
}
