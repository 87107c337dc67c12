package org.jvirtd.xdr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The most elements that a variable-length array, string or opaque may have on the wire: the number
 * between the angle brackets in an XDR description (RFC 4506 sections 4.10 to 4.13). Strings count
 * bytes. On a {@code List<String>} or {@code String[]} it bounds the list, not its strings.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface XdrLimit {
  int value();
}
