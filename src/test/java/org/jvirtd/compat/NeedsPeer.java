package org.jvirtd.compat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs these programs. Where one is missing it is skipped, with the way to install it;
 * with {@code CI=true} in the environment it fails, so that a skipped check never looks like a
 * passed one there.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPeerCondition.class)
@interface NeedsPeer {
  Peer[] value();
}
