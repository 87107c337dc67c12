package org.jvirtd.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The domain of the errors that stand in front of a procedure: "not supported" and "read only
 * access". libvirt takes it from the source file of the public function; one of our interfaces
 * stands for one such file, or a part of it. On a method it goes before that of the interface.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ReportsAs {
  ErrorDomain value();
}
