package org.jvirtd.rpc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface as a program: its methods with {@link Procedure}, inherited ones included, are
 * the program's procedures.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RpcProgram {
  /** The program's number; libvirt's own are in semantics section 10. */
  int number();

  int version() default 1;
}
