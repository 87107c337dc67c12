package org.jvirtd.xdr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The discriminant of one arm of a discriminated union (RFC 4506 section 4.15). The union is a
 * sealed interface; each record that implements it is an arm and carries this annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface XdrCase {
  int value();
}
