package org.jvirtd.rpc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an implementation of a procedure that may come with file descriptors ({@link
 * Procedure#descriptors}): it has no use for them, so it may be invoked without.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface IgnoresDescriptors {}
