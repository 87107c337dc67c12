package org.jvirtd.rpc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.xdr.XdrArguments;
import org.jvirtd.xdr.XdrCodec;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrWriter;

/** One procedure of a program: what its annotation says, its codecs, and how to invoke it. */
public final class BoundProcedure {
  private final Procedure annotation;
  private final Method method;
  private final int index;

  /** Which parameter is the stream, or -1. */
  private final int streamIndex;

  /**
   * Made when it is first asked for. It is immutable, so that threads may see it late, or each make
   * one, and no harm is done.
   */
  private @Nullable Binding binding;

  BoundProcedure(Procedure annotation, Method method, int index) {
    this.annotation = annotation;
    this.method = method;
    this.index = index;
    this.streamIndex = List.of(method.getParameterTypes()).indexOf(Stream.class);
    if ((streamIndex >= 0) != (annotation.stream() != Procedure.Streaming.NONE)) {
      throw new IllegalArgumentException(method + " must say that it opens a stream, and take one");
    }
  }

  /** How the method's arguments and result stand on the wire, and a way into it. */
  private record Binding(
      XdrArguments arguments, XdrCodec<@Nullable Object> result, MethodHandle invoker) {
    @SuppressWarnings("unchecked") // the result's codec is that of the method's return type
    static Binding of(Method method) {
      try {
        return new Binding(
            new XdrArguments(method),
            (XdrCodec<@Nullable Object>) XdrCodecs.ofResult(method),
            MethodHandles.publicLookup()
                .unreflect(method)
                .asSpreader(Object[].class, method.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object.class, Object[].class)));
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException(method + " is not public", e);
      }
    }
  }

  /**
   * Makes the codecs, unless they are made already. For hundreds of procedures it takes some tenths
   * of a second, so that a table may leave it to the first call of each.
   *
   * @throws IllegalArgumentException if a type has no form on the wire
   */
  void bind() {
    binding();
  }

  private Binding binding() {
    Binding bound = binding;
    if (bound == null) {
      bound = Binding.of(method);
      binding = bound;
    }
    return bound;
  }

  public int number() {
    return annotation.value();
  }

  /** The method's name, which is the procedure's in camel case. */
  public String name() {
    return method.getName();
  }

  /** The public function that the procedure stands for, or the empty string. */
  public String api() {
    return annotation.api();
  }

  public boolean isHighPriority() {
    return annotation.priority() == Procedure.Priority.HIGH;
  }

  public boolean isAllowedBeforeAuthentication() {
    return annotation.beforeAuthentication();
  }

  public boolean isEssential() {
    return annotation.essential();
  }

  /** Its place among the procedures of its program: from 0 up, without gaps. */
  int index() {
    return index;
  }

  public boolean closesConnection() {
    return annotation.closesConnection();
  }

  /** Which way the stream goes that the call opens, if it opens one. */
  public Procedure.Streaming streaming() {
    return annotation.stream();
  }

  boolean opensStream() {
    return streamIndex >= 0;
  }

  /** Whether the client says with these arguments that the stream may have holes. */
  boolean isSparse(@Nullable Object[] values) {
    return annotation.sparseFlag() != 0
        && values[values.length - 1] instanceof Integer flags
        && (flags & annotation.sparseFlag()) != 0;
  }

  /** Puts the stream among the arguments. */
  void setStream(@Nullable Object[] values, Stream stream) {
    values[streamIndex] = stream;
  }

  /** Whether file descriptors may come with the call. */
  public boolean takesDescriptors() {
    return annotation.descriptors();
  }

  /**
   * Whether a call that came with file descriptors, which are gone, may be invoked all the same: if
   * the procedure has no use for them, if the target does not implement it and will say so, or if
   * the target {@link IgnoresDescriptors}.
   */
  boolean mayDropDescriptors(Object target) {
    if (!annotation.descriptors()) {
      return true;
    }
    try {
      Method implementation =
          target.getClass().getMethod(method.getName(), method.getParameterTypes());
      return implementation.getDeclaringClass() == method.getDeclaringClass()
          || implementation.isAnnotationPresent(IgnoresDescriptors.class);
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  public Procedure.Access access() {
    return annotation.access();
  }

  public int writeFlags() {
    return annotation.writeFlags();
  }

  /** The interface that declares the procedure: it tells which object has to serve it. */
  public Class<?> declaredBy() {
    return method.getDeclaringClass();
  }

  public Method method() {
    return method;
  }

  public XdrArguments arguments() {
    return binding().arguments;
  }

  /**
   * Writes what {@link #invoke} returned.
   *
   * @throws org.jvirtd.xdr.XdrException if it is over a limit of its type
   */
  @SuppressWarnings("NullAway") // void and optional results have codecs that take null
  public void encodeResult(XdrWriter out, @Nullable Object value) {
    binding().result.encode(out, value);
  }

  /**
   * Invokes the procedure.
   *
   * @throws Throwable what the method throws, as it is
   */
  public @Nullable Object invoke(Object target, @Nullable Object[] values) throws Throwable {
    return (@Nullable Object) binding().invoker.invokeExact(target, values);
  }

  @Override
  public String toString() {
    return name() + " (" + number() + ")";
  }
}
