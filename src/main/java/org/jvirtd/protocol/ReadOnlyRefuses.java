package org.jvirtd.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A procedure that a read-only client may call, but not with one value of one parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReadOnlyRefuses {
  /** The parameter's position, from 0. */
  int parameter();

  /** The value that a read-only client may not pass. */
  int value();
}
