package org.jvirtd.xdr;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Derives codecs from Java types, so that a record or a method signature is all that describes a
 * structure.
 *
 * <table>
 *   <caption>How Java types stand on the wire</caption>
 *   <tr><th>Java</th><th>XDR</th></tr>
 *   <tr><td>int, long</td><td>integer, hyper; signed and unsigned look the same</td></tr>
 *   <tr><td>boolean, double</td><td>bool, double</td></tr>
 *   <tr><td>String</td><td>string; with {@link XdrFixed} an array of chars</td></tr>
 *   <tr><td>String, byte[] with {@link XdrChars}</td><td>variable-length array of chars</td></tr>
 *   <tr><td>byte[]</td><td>opaque, variable or with {@link XdrFixed} fixed</td></tr>
 *   <tr><td>int[], long[], List</td><td>variable-length array</td></tr>
 *   <tr><td>UUID</td><td>opaque[16]</td></tr>
 *   <tr><td>a record</td><td>struct</td></tr>
 *   <tr><td>a sealed interface of records with {@link XdrCase}</td><td>union</td></tr>
 *   <tr><td>anything {@code @Nullable}</td><td>optional data</td></tr>
 * </table>
 *
 * <p>{@link XdrLimit} bounds what has a count; without it a string or opaque takes up to {@link
 * #DEFAULT_STRING_LIMIT} bytes, and a list or array must say its limit.
 */
public final class XdrCodecs {
  /** The most bytes in a string that names no limit: that of libvirt's programs (semantics 1). */
  public static final int DEFAULT_STRING_LIMIT = 4_194_304;

  private static final Map<Class<?>, XdrCodec<?>> DERIVED = new ConcurrentHashMap<>();

  private XdrCodecs() {}

  /**
   * The codec of a record or of a sealed interface of records.
   *
   * @throws IllegalArgumentException if the type, or one inside it, has no form on the wire
   */
  @SuppressWarnings("unchecked") // the map only ever holds a class's own codec
  public static <T> XdrCodec<T> of(Class<T> type) {
    XdrCodec<?> codec = DERIVED.get(type);
    if (codec == null) {
      codec = derive(type);
      DERIVED.putIfAbsent(type, codec);
    }
    return (XdrCodec<T>) codec;
  }

  /**
   * Writes only some components of a record, in their order: for a structure that is another one
   * without some of its members.
   *
   * @throws IllegalArgumentException as {@link #of(Class)}
   */
  public static <T extends Record> XdrEncoder<T> encoderOf(
      Class<T> type, Predicate<RecordComponent> chosen) {
    return RecordCodec.encoderOf(type, chosen);
  }

  /** The codec of a method's result. */
  public static XdrCodec<?> ofResult(Method method) {
    return of(method.getAnnotatedReturnType(), method, method);
  }

  static XdrCodec<?> of(Parameter parameter) {
    return of(parameter.getAnnotatedType(), parameter, parameter);
  }

  static XdrCodec<?> of(RecordComponent component) {
    return of(component.getAnnotatedType(), component, component);
  }

  private static XdrCodec<?> derive(Class<?> type) {
    if (type.isRecord()) {
      return new RecordCodec<>(type);
    }
    if (type.isSealed() && type.isInterface()) {
      return new UnionCodec<>(type);
    }
    throw new IllegalArgumentException(type.getTypeName() + " has no form on the wire");
  }

  /**
   * @param limits where {@link XdrLimit} and {@link XdrFixed} stand, or null inside a list
   * @param place named in errors
   */
  private static XdrCodec<?> of(
      AnnotatedType annotated, @Nullable AnnotatedElement limits, Object place) {
    XdrCodec<?> codec = ofPresent(annotated, limits, place);
    return annotated.isAnnotationPresent(Nullable.class) ? new OptionalCodec<>(codec) : codec;
  }

  private static XdrCodec<?> ofPresent(
      AnnotatedType annotated, @Nullable AnnotatedElement limits, Object place) {
    XdrLimit limit = find(limits, XdrLimit.class);
    XdrFixed fixed = find(limits, XdrFixed.class);
    if (annotated instanceof AnnotatedParameterizedType list
        && annotated.getType().getTypeName().startsWith("java.util.List<")) {
      XdrCodec<?> element = of(list.getAnnotatedActualTypeArguments()[0], null, place);
      return new ListCodec<>(element, required(limit, place));
    }
    if (!(annotated.getType() instanceof Class<?> type)) {
      throw new IllegalArgumentException(place + ": " + annotated + " has no form on the wire");
    }
    boolean chars = limits != null && limits.isAnnotationPresent(XdrChars.class);
    if (type == String.class && chars) {
      return new BasicCodecs.CharString(required(limit, place));
    }
    if (type == byte[].class && chars) {
      return new BasicCodecs.Chars(required(limit, place));
    }
    if (type == String.class) {
      return fixed != null
          ? new BasicCodecs.FixedChars(fixed.value())
          : new BasicCodecs.Text(limit == null ? DEFAULT_STRING_LIMIT : limit.value());
    }
    if (type == byte[].class) {
      return fixed != null
          ? new BasicCodecs.FixedOpaque(fixed.value())
          : new BasicCodecs.Opaque(limit == null ? DEFAULT_STRING_LIMIT : limit.value());
    }
    if (type == int[].class) {
      return new BasicCodecs.Ints(required(limit, place));
    }
    if (type == long[].class) {
      return new BasicCodecs.Longs(required(limit, place));
    }
    return ofScalar(type);
  }

  private static XdrCodec<?> ofScalar(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return BasicCodecs.INT;
    }
    if (type == long.class || type == Long.class) {
      return BasicCodecs.LONG;
    }
    if (type == boolean.class || type == Boolean.class) {
      return BasicCodecs.BOOLEAN;
    }
    if (type == double.class || type == Double.class) {
      return BasicCodecs.DOUBLE;
    }
    if (type == UUID.class) {
      return BasicCodecs.UUID_BYTES;
    }
    if (type == void.class) {
      return BasicCodecs.NOTHING;
    }
    return of(type);
  }

  private static <A extends Annotation> @Nullable A find(
      @Nullable AnnotatedElement element, Class<A> annotation) {
    return element == null ? null : element.getAnnotation(annotation);
  }

  private static int required(@Nullable XdrLimit limit, Object place) {
    if (limit == null) {
      throw new IllegalArgumentException(place + " is an array: it needs @XdrLimit");
    }
    return limit.value();
  }

  /** Optional data (RFC 4506 section 4.19): a flag, then the value if there is one. */
  private record OptionalCodec<T>(XdrCodec<T> present) implements XdrCodec<@Nullable T> {
    @Override
    public void encode(XdrWriter out, @Nullable T value) {
      out.writeBoolean(value != null);
      if (value != null) {
        present.encode(out, value);
      }
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see that the type argument is nullable
    public @Nullable T decode(XdrReader in) {
      return in.readBoolean() ? present.decode(in) : null;
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }

  /** A variable-length array (section 4.13) as an unmodifiable list. */
  private record ListCodec<T>(XdrCodec<T> element, int limit) implements XdrCodec<List<T>> {
    @Override
    public void encode(XdrWriter out, List<T> value) {
      out.writeCount(value.size(), limit);
      for (T each : value) {
        element.encode(out, each);
      }
    }

    @Override
    @SuppressWarnings("unchecked") // the array holds what the element's codec has decoded
    public List<T> decode(XdrReader in) {
      Object[] values = new Object[in.readCount(limit, element.minimumSize())];
      for (int i = 0; i < values.length; i++) {
        values[i] = element.decode(in);
      }
      return (List<T>) List.of(values);
    }

    @Override
    public int minimumSize() {
      return 4;
    }
  }
}
