package org.jvirtd.xdr;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A discriminated union (RFC 4506 section 4.15): a number, then the arm that it stands for. */
final class UnionCodec<T> implements XdrCodec<T> {
  private final Map<Integer, XdrCodec<? extends T>> byDiscriminant = new HashMap<>();
  private final Map<Class<?>, Integer> discriminants = new HashMap<>();

  @SuppressWarnings("unchecked") // what a sealed interface permits are its subtypes
  UnionCodec(Class<T> type) {
    for (Class<?> arm : type.getPermittedSubclasses()) {
      XdrCase discriminant = arm.getAnnotation(XdrCase.class);
      if (discriminant == null) {
        throw new IllegalArgumentException(arm.getTypeName() + " needs @XdrCase");
      }
      discriminants.put(arm, discriminant.value());
      byDiscriminant.put(discriminant.value(), XdrCodecs.of((Class<? extends T>) arm));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // an arm's codec is that of its class
  public void encode(XdrWriter out, T value) {
    Integer discriminant = discriminants.get(value.getClass());
    if (discriminant == null) {
      throw new XdrException(value.getClass().getTypeName() + " is not an arm of this union");
    }
    out.writeInt(discriminant);
    ((XdrCodec<T>) armOf(discriminant)).encode(out, value);
  }

  @Override
  public T decode(XdrReader in) {
    return armOf(in.readInt()).decode(in);
  }

  private XdrCodec<? extends T> armOf(int discriminant) {
    @Nullable XdrCodec<? extends T> arm = byDiscriminant.get(discriminant);
    if (arm == null) {
      throw new XdrException("no arm " + discriminant + " in this union");
    }
    return arm;
  }

  @Override
  public int minimumSize() {
    return 4;
  }
}
