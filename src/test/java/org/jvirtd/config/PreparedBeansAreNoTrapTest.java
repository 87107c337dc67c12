package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.JvirtdApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** A property that decides about beans is obeyed, however the daemon was started. */
class PreparedBeansAreNoTrapTest {
  private static final Set<String> ON_PROPERTIES =
      Set.of(
          "ConditionalOnProperty",
          "ConditionalOnBooleanProperty",
          "ConditionalOnExpression",
          "Conditional",
          "Profile");

  /**
   * The environment as Spring Boot makes it: what others say, and behind it the file in the jar.
   */
  private static StandardEnvironment environment(Map<String, Object> others) throws IOException {
    var environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemProperties");
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().addLast(new MapPropertySource("commandLineArgs", others));
    new YamlPropertySourceLoader()
        .load(
            "Config resource 'class path resource [application.yml]' via location"
                + " 'optional:classpath:/'",
            new ClassPathResource("application.yml"))
        .forEach(environment.getPropertySources()::addLast);
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  @Test
  void whatComesWithTheDaemonDecidesNothingNew() throws IOException {
    assertThat(PreparedBeans.deciding(environment(Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "management.endpoints.web.exposure.include",
        "management.server.port",
        "spring.profiles.active",
        "spring.main.lazy-initialization",
        "server.ssl.bundle",
      })
  void whatMayDecideIsFound(String name) throws IOException {
    assertThat(PreparedBeans.deciding(environment(Map.of(name, "x")))).contains(name);
  }

  @Test
  void inTheEnvironmentToo() throws IOException {
    var environment = environment(Map.of());
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "systemEnvironment", Map.of("MANAGEMENT_SERVER_PORT", "1")));
    assertThat(PreparedBeans.deciding(environment)).contains("management.server.port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvirtd.workers.max",
        "server.port",
        "server.address",
        "spring.lifecycle.timeout-per-shutdown-phase",
        "spring.ssl.bundle.pem.rpc.keystore.certificate",
        "spring.application.pid",
        "logging.level.org.jvirtd",
      })
  void whatIsReadLaterDecidesNothing(String name) throws IOException {
    assertThat(PreparedBeans.deciding(environment(Map.of(name, "x")))).isEmpty();
  }

  @Test
  void theSameValueDecidesNothingNew() throws IOException {
    var same = Map.<String, Object>of("spring.main.banner-mode", "off", "spring.main.x", "y");
    assertThat(PreparedBeans.deciding(environment(same))).contains("spring.main.x");
    var exposure = environment(Map.of()).getProperty("management.endpoints.web.exposure.include");
    assertThat(exposure).isNotNull();
    assertThat(
            PreparedBeans.deciding(
                environment(Map.of("management.endpoints.web.exposure.include", exposure))))
        .isEmpty();
  }

  /** Spring Boot's own conditions are on names that count as deciding; so must be those of ours. */
  @Test
  void noBeanOfOursDependsOnAPropertyThatIsReadLater() {
    JavaClasses house =
        new ClassFileImporter()
            .importUrl(JvirtdApplication.class.getProtectionDomain().getCodeSource().getLocation());
    List<String> conditions =
        house.stream()
            .flatMap(type ->
                Stream.concat(
                    type.getAnnotations().stream(),
                    type.getMethods().stream().flatMap(method -> method.getAnnotations().stream())))
            .filter(annotation -> ON_PROPERTIES.contains(annotation.getRawType().getSimpleName()))
            .map(JavaAnnotation::getDescription)
            .toList();
    assertThat(conditions).isEmpty();
  }
}
