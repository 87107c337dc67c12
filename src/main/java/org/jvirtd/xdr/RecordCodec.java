package org.jvirtd.xdr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A struct (RFC 4506 section 4.14): a record's components, one after the other. */
final class RecordCodec<T> implements XdrCodec<T> {
  private final Component[] components;
  private final MethodHandle constructor;
  private final int minimumSize;

  RecordCodec(Class<T> type) {
    RecordComponent[] declared = type.getRecordComponents();
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      components = Component.of(declared, lookup);
      Class<?>[] types =
          Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getTypeName() + " is not open to its codec", e);
    }
    minimumSize = Arrays.stream(components).mapToInt(c -> c.codec().minimumSize()).sum();
  }

  static <T extends Record> XdrEncoder<T> encoderOf(
      Class<T> type, Predicate<RecordComponent> chosen) {
    try {
      Component[] some =
          Component.of(
              Arrays.stream(type.getRecordComponents())
                  .filter(chosen)
                  .toArray(RecordComponent[]::new),
              MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
      return (out, value) -> encode(some, out, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getTypeName() + " is not open to its codec", e);
    }
  }

  @Override
  public void encode(XdrWriter out, T value) {
    encode(components, out, value);
  }

  private static void encode(Component[] components, XdrWriter out, Object struct) {
    for (Component component : components) {
      component.encode(out, struct);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the constructor makes a T
  public T decode(XdrReader in) {
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].codec().decode(in);
    }
    try {
      return (T) constructor.invokeExact(values);
    } catch (IllegalArgumentException e) {
      throw new XdrException(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int minimumSize() {
    return minimumSize;
  }

  /** One component. The two commonest kinds are read without boxing. */
  private record Component(Kind kind, MethodHandle getter, XdrCodec<@Nullable Object> codec) {
    enum Kind {
      INT,
      LONG,
      OTHER
    }

    static Component[] of(RecordComponent[] declared, MethodHandles.Lookup lookup)
        throws IllegalAccessException {
      Component[] components = new Component[declared.length];
      for (int i = 0; i < declared.length; i++) {
        components[i] = of(declared[i], lookup);
      }
      return components;
    }

    @SuppressWarnings("unchecked") // a component's codec is that of its type
    private static Component of(RecordComponent component, MethodHandles.Lookup lookup)
        throws IllegalAccessException {
      MethodHandle getter = lookup.unreflect(component.getAccessor());
      XdrCodec<@Nullable Object> codec = (XdrCodec<@Nullable Object>) XdrCodecs.of(component);
      Class<?> type = component.getType();
      if (type == int.class) {
        return new Component(Kind.INT, as(getter, int.class), codec);
      }
      if (type == long.class) {
        return new Component(Kind.LONG, as(getter, long.class), codec);
      }
      return new Component(Kind.OTHER, as(getter, Object.class), codec);
    }

    private static MethodHandle as(MethodHandle getter, Class<?> result) {
      return getter.asType(MethodType.methodType(result, Object.class));
    }

    void encode(XdrWriter out, Object struct) {
      try {
        switch (kind) {
          case INT -> out.writeInt((int) getter.invokeExact(struct));
          case LONG -> out.writeLong((long) getter.invokeExact(struct));
          case OTHER -> codec.encode(out, (Object) getter.invokeExact(struct));
        }
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
