package org.jvirtd.rpc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A procedure of a program. The method's parameters, in order, are the argument structure; its
 * return type is the result structure ({@code void} for an empty one). A record of one component
 * and the component itself look the same on the wire.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Procedure {
  /** The procedure's number. */
  int value();

  Priority priority() default Priority.LOW;

  /**
   * The public function that the procedure stands for, as error texts name it: "virDomainCreate".
   */
  String api() default "";

  /** Whether a read-only client may call it. */
  Access access() default Access.READ;

  /**
   * For a procedure that is {@link Access#READ}: bits of its last parameter (the flags) which a
   * read-only client may not set.
   */
  int writeFlags() default 0;

  /** Whether a client that has not authenticated itself yet may call it. */
  boolean beforeAuthentication() default false;

  /** Whether the server closes the connection after the reply to a successful call has left. */
  boolean closesConnection() default false;

  /**
   * Whether no client can do without it, so that a list of what a client may call need not name it:
   * opening and closing, and what clients ask on the way.
   */
  boolean essential() default false;

  /**
   * The stream that the call opens, if it opens one; its method has one parameter of type {@link
   * Stream} then, which is not on the wire.
   */
  Streaming stream() default Streaming.NONE;

  /**
   * A bit of the last parameter (the flags) by which the client says that the stream may have
   * holes; 0 if it never has any (semantics section 16).
   */
  int sparseFlag() default 0;

  /**
   * Whether file descriptors may come with the call (semantics section 2). This server takes them
   * off the wire and drops them; so only an implementation that {@link IgnoresDescriptors} is
   * invoked when there are any.
   */
  boolean descriptors() default false;

  /** Which way a stream goes, as the protocol says it. */
  enum Streaming {
    /** The call opens no stream. */
    NONE,
    /** The client reads; of a console it also writes. */
    READ,
    /** The client writes. */
    WRITE
  }

  /** High-priority procedures never block for long; priority workers are reserved for them. */
  enum Priority {
    LOW,
    HIGH
  }

  /** What a read-only client is refused. */
  enum Access {
    READ,
    WRITE
  }
}
