package org.jvirtd.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jvirtd.config.JvirtdProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What the daemon makes of the chart's application.yml. */
record Configuration(List<PropertySource<?>> files) {

  static Configuration of(Manifests manifests) {
    try {
      return new Configuration(
          new YamlPropertySourceLoader()
              .load(
                  "application.yml",
                  new ByteArrayResource(
                      manifests.configuration().getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The daemon's own properties.
   *
   * @throws org.springframework.boot.context.properties.bind.BindException if one is unknown, or
   *     not what it should be
   */
  JvirtdProperties properties() {
    return new Binder(ConfigurationPropertySources.from(files))
        .bindOrCreate(
            "jvirtd",
            Bindable.of(JvirtdProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }

  /** How long each phase of stopping may take. */
  Duration drain() {
    return value("spring.lifecycle.timeout-per-shutdown-phase", Duration.class);
  }

  <T> T value(String property, Class<T> type) {
    return new Binder(ConfigurationPropertySources.from(files)).bind(property, type).get();
  }

  /** The names of all properties. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (PropertySource<?> file : files) {
      names.addAll(List.of(((EnumerablePropertySource<?>) file).getPropertyNames()));
    }
    return names;
  }
}
