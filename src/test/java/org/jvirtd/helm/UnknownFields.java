package org.jvirtd.helm;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a manifest that its type does not have. The models keep them in {@code
 * additionalProperties}, which every object of theirs has: an API server would refuse or drop them.
 */
final class UnknownFields {
  private static final String MODELS = "io.fabric8.";

  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  static List<String> of(Object manifest) {
    UnknownFields fields = new UnknownFields();
    fields.visit("", manifest);
    return fields.found;
  }

  private void visit(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((key, each) -> visit(path + "." + key, each));
      case Collection<?> list -> list.forEach(each -> visit(path + "[]", each));
      case Enum<?> ignored -> {}
      default -> {
        if (value.getClass().getName().startsWith(MODELS)) {
          visitFields(path, value);
        }
      }
    }
  }

  private void visitFields(String path, Object object) {
    for (Class<?> type = object.getClass();
        type != null && type.getName().startsWith(MODELS);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        Object value = valueOf(field, object);
        if (field.getName().equals("additionalProperties")) {
          if (value instanceof Map<?, ?> unknown) {
            unknown.keySet().forEach(name -> found.add(path + "." + name));
          }
        } else {
          visit(path + "." + field.getName(), value);
        }
      }
    }
  }

  private static @Nullable Object valueOf(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
