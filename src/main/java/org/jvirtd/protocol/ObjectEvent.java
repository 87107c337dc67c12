package org.jvirtd.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record as an event about an object. A driver emits the record; the server sends it to
 * every client that registered for it.
 *
 * <p>The message {@link #procedure()} is the registration's callback id (an int), followed by the
 * record's components. The message {@link #legacyProcedure()}, for clients that registered with
 * procedure 105 or 167, is the components alone, without those marked {@link NotInLegacy}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ObjectEvent {
  /** Stands for "no number" in {@link #id()} and {@link #legacyProcedure()}. */
  int NONE = -1;

  /** The event's number at registration, among the events of its kind of object. */
  int id() default NONE;

  /** The procedure number of the message. */
  int procedure();

  /** The procedure number of the message to clients that registered in the old way. */
  int legacyProcedure() default NONE;
}
