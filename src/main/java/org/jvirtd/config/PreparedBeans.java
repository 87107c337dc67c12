package org.jvirtd.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Decides whether the beans are made as they were prepared when the jar was built, where the JVM
 * was started with {@code -Dspring.aot.enabled=true}.
 *
 * <p>Preparing has answered the questions by which Spring Boot decides what there is: which
 * endpoints, which exporters. It has answered them for the configuration that comes with the
 * daemon. Where another one may answer differently, what was prepared is not used: the daemon
 * starts a little later, and obeys. So a property never goes unheard because of how the daemon was
 * started.
 */
final class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  static final String SWITCH = "spring.aot.enabled";

  private static final Logger LOG = LoggerFactory.getLogger(PreparedBeans.class);

  /** What Spring names the class that it has prepared for an application. */
  private static final String PREPARED = "__ApplicationContextInitializer";

  /** The description of the source that preparing has seen: the file in the jar. */
  private static final String BUILT_IN = "'class path resource [application.yml]'";

  /** Below these names there are properties by which Spring Boot decides. */
  private static final List<ConfigurationPropertyName> DECIDING =
      names("spring", "management", "server");

  /** Below those, these are read when the daemon runs, and decide about no bean. */
  private static final List<ConfigurationPropertyName> READ_LATER =
      names(
          "spring.aot",
          "spring.application",
          "spring.config",
          "spring.lifecycle",
          "spring.main.banner-mode",
          "spring.main.log-startup-info",
          "spring.ssl.bundle",
          "management.metrics.distribution",
          "server.address",
          "server.port");

  private static List<ConfigurationPropertyName> names(String... names) {
    return Stream.of(names).map(ConfigurationPropertyName::of).toList();
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (!SpringProperties.getFlag(SWITCH)) {
      return;
    }
    Class<?> application = event.getSpringApplication().getMainApplicationClass();
    Optional<String> reason =
        isPrepared(application)
            ? deciding(event.getEnvironment()).map(name -> name + " is set")
            : Optional.of("nothing was prepared");
    if (reason.isPresent()) {
      LOG.info("The beans are not made as prepared: {}", reason.get());
      SpringProperties.setProperty(SWITCH, "false");
    } else {
      LOG.debug("The beans are made as prepared");
    }
  }

  private static boolean isPrepared(@Nullable Class<?> application) {
    return application != null
        && ClassUtils.isPresent(application.getName() + PREPARED, application.getClassLoader());
  }

  /** A property that is not what it was when the beans were prepared, and may decide about one. */
  static Optional<String> deciding(Environment environment) {
    List<ConfigurationPropertySource> sources = new java.util.ArrayList<>();
    ConfigurationPropertySources.get(environment).forEach(sources::add);
    return sources.stream()
        .filter(source -> !isBuiltIn(source))
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
        .filter(name -> isBelow(DECIDING, name) && !isBelow(READ_LATER, name))
        .filter(name -> !Objects.equals(value(sources, name, false), value(sources, name, true)))
        .map(ConfigurationPropertyName::toString)
        .findFirst();
  }

  private static boolean isBelow(
      List<ConfigurationPropertyName> groups, ConfigurationPropertyName name) {
    return groups.stream().anyMatch(group -> group.equals(name) || group.isAncestorOf(name));
  }

  private static boolean isBuiltIn(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && underlying.getName().contains(BUILT_IN);
  }

  /** The value that counts: of all sources, or of the built-in one alone. */
  private static @Nullable String value(
      List<ConfigurationPropertySource> sources, ConfigurationPropertyName name, boolean builtIn) {
    return sources.stream()
        .filter(source -> !builtIn || isBuiltIn(source))
        .map(source -> source.getConfigurationProperty(name))
        .filter(Objects::nonNull)
        .map(ConfigurationProperty::getValue)
        .map(String::valueOf)
        .findFirst()
        .orElse(null);
  }
}
