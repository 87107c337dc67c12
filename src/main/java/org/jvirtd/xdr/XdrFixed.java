package org.jvirtd.xdr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fixed-length array: no count on the wire (RFC 4506 sections 4.9 and 4.12). A {@code byte[]} is
 * fixed opaque data, padded to four bytes. A {@code String} is an array of C chars, each of which
 * takes four bytes on the wire, ended by a zero char when it is shorter.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface XdrFixed {
  int value();
}
