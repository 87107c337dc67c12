package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The configuration that comes with the daemon shows each property, and its real default. */
class ApplicationYmlListsEveryPropertyTest {

  @Test
  void eachPropertyStandsThereWithItsDefault() throws IOException {
    Map<String, String> written = new TreeMap<>();
    application()
        .forEach((name, value) -> {
          if (String.valueOf(name).startsWith("jvirtd.")) {
            written.put(String.valueOf(name), String.valueOf(value));
          }
        });
    Map<String, String> defaults = new TreeMap<>();
    for (Map<String, Object> property : properties()) {
      Object value = property.get("defaultValue");
      if (value != null) {
        defaults.put(String.valueOf(property.get("name")), String.valueOf(value));
      }
    }
    assertThat(defaults).hasSizeGreaterThan(20);
    assertThat(written).isEqualTo(defaults);
  }

  @Test
  void aPropertyWithoutADefaultStandsThereAsAComment() throws IOException {
    String text = text("/application.yml");
    for (Map<String, Object> property : properties()) {
      String name = String.valueOf(property.get("name"));
      if (property.get("defaultValue") == null) {
        assertThat(text).contains("# " + name.substring(name.lastIndexOf('.') + 1) + ":");
      }
    }
  }

  @Test
  void eachPropertyIsDescribedForEditors() throws IOException {
    assertThat(properties())
        .allSatisfy(property -> assertThat(property.get("description")).isNotNull());
  }

  @Test
  void noneIsMissing() throws IOException, ClassNotFoundException {
    List<String> described =
        properties().stream().map(property -> String.valueOf(property.get("name"))).toList();
    List<String> names = new ArrayList<>();
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    for (BeanDefinition found : scanner.findCandidateComponents("org.jvirtd")) {
      Class<?> type = Class.forName(found.getBeanClassName());
      names(type.getAnnotation(ConfigurationProperties.class).value(), type).forEach(names::add);
    }
    assertThat(names).hasSizeGreaterThan(50).contains("jvirtd.listen.tls.client-certificates");
    assertThat(described).containsExactlyInAnyOrderElementsOf(names);
  }

  /** The names of the properties that a record is bound to, by its components. */
  private static Stream<String> names(String prefix, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> {
          String name =
              prefix
                  + "."
                  + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
          return component.getType().isRecord()
              ? names(name, component.getType())
              : Stream.of(name);
        });
  }

  private static List<Map<String, Object>> properties() throws IOException {
    return JsonPath.read(
        text("/META-INF/spring-configuration-metadata.json"),
        "$.properties[?(@.name =~ /jvirtd\\..*/)]");
  }

  private static Properties application() throws IOException {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(
        new ByteArrayResource(text("/application.yml").getBytes(StandardCharsets.UTF_8)));
    return Objects.requireNonNull(yaml.getObject());
  }

  private static String text(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ApplicationYmlListsEveryPropertyTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
