package org.jvirtd.xdr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A variable-length array of C chars: a count, then four bytes per char, because XDR widens a char
 * to an int (RFC 4506 section 4.13 with element type int). {@link XdrLimit} bounds the count.
 *
 * <p>On a {@code byte[]} the array holds the bytes as they are. On a {@code String} the count
 * includes the zero char that ends it, as libvirt sends it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface XdrChars {}
