package org.jvirtd.helm;

import com.jayway.jsonpath.JsonPath;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of the daemon's own properties, made of the metadata that the build writes for
 * editors: what the chart admits below {@code config.jvirtd}.
 */
final class ConfigurationSchema {
  /** What other values decide, and which. */
  static final Map<String, String> DECIDED_ELSEWHERE =
      Map.ofEntries(
          Map.entry("listen.tcp.enabled", "rpc.tcp.enabled"),
          Map.entry("listen.tcp.address", "rpc.tcp"),
          Map.entry("listen.tcp.port", "service.rpc.tcpPort"),
          Map.entry("listen.tcp.auth", "rpc.tcp.auth"),
          Map.entry("listen.tcp.insecure", "rpc.tcp.insecure"),
          Map.entry("listen.tls.enabled", "rpc.tls.enabled"),
          Map.entry("listen.tls.address", "rpc.tls"),
          Map.entry("listen.tls.port", "service.rpc.tlsPort"),
          Map.entry("listen.tls.bundle", "rpc.tls"),
          Map.entry("listen.tls.auth", "rpc.tls.auth"),
          Map.entry("listen.tls.client-certificates", "rpc.tls.clientCertificates"),
          Map.entry("listen.tls.insecure", "rpc.tls.insecure"),
          Map.entry("listen.unix.enabled", "the chart: they are for virt-admin"),
          Map.entry("listen.unix.directory", "daemonSet.socketsHostPath"),
          Map.entry("listen.unix.auth", "rpc.unix.auth"),
          Map.entry("sasl.users", "sasl.existingSecret"),
          Map.entry("http.users", "http.existingSecret"),
          Map.entry("tracing.headers", "extraEnvFrom: they are secrets"));

  private static final String PREFIX = "jvirtd.";
  private static final String DURATION = "^([0-9]+(ns|us|ms|s|m|h|d)|P[0-9DTHMS.]+)$";
  private static final Pattern GENERIC = Pattern.compile("([\\w.$]+)<(.*)>");

  private ConfigurationSchema() {}

  /**
   * @param metadata the text of spring-configuration-metadata.json
   */
  static Map<String, Object> of(String metadata) {
    Map<String, Object> root =
        group("The daemon's own properties, by their names in docs/operating.md.");
    List<Map<String, Object>> properties = JsonPath.read(metadata, "$.properties[*]");
    for (Map<String, Object> property : properties) {
      String name = String.valueOf(property.get("name"));
      String path = name.substring(Math.min(name.length(), PREFIX.length()));
      if (name.startsWith(PREFIX) && !DECIDED_ELSEWHERE.containsKey(path)) {
        add(root, path.split("\\."), property);
      }
    }
    return root;
  }

  private static void add(Map<String, Object> root, String[] path, Map<String, Object> property) {
    Map<String, Object> node = root;
    for (int i = 0; i < path.length - 1; i++) {
      node = child(node, path[i]);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", Objects.requireNonNull(property.get("description")));
    schema.putAll(ofType(String.valueOf(property.get("type"))));
    Object defaultValue = property.get("defaultValue");
    if (defaultValue != null && !"array".equals(schema.get("type"))) {
      schema.put("default", defaultValue);
    }
    properties(node).put(path[path.length - 1], schema);
  }

  private static Map<String, Object> child(Map<String, Object> node, String name) {
    @SuppressWarnings("unchecked")
    Map<String, Object> child =
        (Map<String, Object>) properties(node).computeIfAbsent(name, it -> group(null));
    return child;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> node) {
    return (Map<String, Object>) Objects.requireNonNull(node.get("properties"));
  }

  private static Map<String, Object> group(@Nullable String description) {
    Map<String, Object> group = new LinkedHashMap<>();
    if (description != null) {
      group.put("description", description);
    }
    group.put("type", "object");
    group.put("additionalProperties", false);
    group.put("properties", new LinkedHashMap<String, Object>());
    return group;
  }

  private static Map<String, Object> ofType(String type) {
    Matcher generic = GENERIC.matcher(type);
    if (generic.matches()) {
      return generic.group(1).equals("java.util.Map")
          ? schema(
              "object", "additionalProperties", ofType(generic.group(2).replaceFirst("[^,]*,", "")))
          : schema("array", "items", ofType(generic.group(2)));
    }
    return switch (type) {
      case "java.lang.Boolean" -> Map.of("type", "boolean");
      case "java.lang.Integer", "java.lang.Long" -> Map.of("type", "integer");
      case "java.lang.Double" -> Map.of("type", "number");
      case "java.lang.String", "java.nio.file.Path", "java.net.URI" -> Map.of("type", "string");
      case "java.time.Duration" -> schema("string", "pattern", DURATION);
      default -> ofClass(type);
    };
  }

  /** With an order that is always the same. */
  private static Map<String, Object> schema(String type, String keyword, Object value) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put(keyword, value);
    return schema;
  }

  private static Map<String, Object> ofClass(String name) {
    try {
      Class<?> type = Class.forName(name);
      if (type.isEnum()) {
        return Map.of("enum", names(type));
      }
      if (type.isRecord()) {
        Map<String, Object> group = group(null);
        for (RecordComponent component : type.getRecordComponents()) {
          properties(group)
              .put(dashed(component.getName()), ofType(text(component.getGenericType())));
        }
        return group;
      }
      throw new IllegalArgumentException("no schema is known for " + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String text(Type type) {
    if (type instanceof ParameterizedType generic) {
      List<String> arguments = new ArrayList<>();
      Arrays.asList(generic.getActualTypeArguments()).forEach(it -> arguments.add(text(it)));
      return text(generic.getRawType()) + "<" + String.join(",", arguments) + ">";
    }
    String name = type.getTypeName();
    return Optional.ofNullable(BOXED.get(name)).orElse(name);
  }

  private static final Map<String, String> BOXED =
      Map.of(
          "int",
          "java.lang.Integer",
          "long",
          "java.lang.Long",
          "boolean",
          "java.lang.Boolean",
          "double",
          "java.lang.Double");

  private static List<String> names(Class<?> type) {
    return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
