package org.jvirtd.xdr;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A method's parameters as one structure: each one after the other. Those whose type is marked with
 * {@link XdrAbsent} are not part of it.
 */
public final class XdrArguments {
  private static final Object[] NONE = {};

  /** For each parameter; null for one that is not on the wire. */
  private final @Nullable XdrCodec<@Nullable Object>[] codecs;

  /**
   * @throws IllegalArgumentException if a parameter's type has no form on the wire
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // a parameter's codec is that of its type
  public XdrArguments(Method method) {
    Parameter[] parameters = method.getParameters();
    codecs = new XdrCodec[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].getType().isAnnotationPresent(XdrAbsent.class)) {
        codecs[i] = (XdrCodec<@Nullable Object>) XdrCodecs.of(parameters[i]);
      }
    }
  }

  /**
   * Reads the arguments; bytes that follow them are left alone.
   *
   * @throws XdrException if the bytes end early or a value is over its limit
   */
  public @Nullable Object[] decode(XdrReader in) {
    if (codecs.length == 0) {
      return NONE;
    }
    @Nullable Object[] values = new Object[codecs.length];
    for (int i = 0; i < values.length; i++) {
      XdrCodec<@Nullable Object> codec = codecs[i];
      if (codec != null) {
        values[i] = codec.decode(in);
      }
    }
    return values;
  }

  /**
   * Writes the arguments.
   *
   * @throws XdrException if a value is over its limit
   * @throws IllegalArgumentException if there are more or fewer than the method has parameters
   */
  public void encode(XdrWriter out, @Nullable Object[] values) {
    if (values.length != codecs.length) {
      throw new IllegalArgumentException(
          "wants " + codecs.length + " arguments, not " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      XdrCodec<@Nullable Object> codec = codecs[i];
      if (codec != null) {
        codec.encode(out, values[i]);
      }
    }
  }
}
