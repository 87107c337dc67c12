package org.jvirtd.config;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds properties below {@code jvirtd} that nobody knows: a daemon that silently leaves out a
 * limit, or the procedures of an access rule, because of a letter does not start instead.
 *
 * <p>It notes what is bound, of whichever class, and looks afterwards what is left. The environment
 * and the JVM's own properties are not looked at: Kubernetes and others put there what they like.
 */
final class UnknownProperties
    implements ConfigurationPropertiesBindHandlerAdvisor, SmartInitializingSingleton {
  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("jvirtd");
  private static final Set<String> OTHERS =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  private final ConfigurableEnvironment environment;
  private final Set<ConfigurationPropertyName> bound = ConcurrentHashMap.newKeySet();

  UnknownProperties(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public BindHandler apply(BindHandler handler) {
    return new AbstractBindHandler(handler) {
      @Override
      public @Nullable Object onSuccess(
          ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        if (ROOT.isAncestorOf(name)) {
          bound.add(name);
        }
        return super.onSuccess(name, target, context, result);
      }
    };
  }

  /**
   * @throws InvalidPropertyException if there is a property that nobody has asked for
   */
  @Override
  public void afterSingletonsInstantiated() {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (OTHERS.contains(source.getName())) {
        continue;
      }
      for (var adapted : ConfigurationPropertySources.from(source)) {
        if (adapted instanceof IterableConfigurationPropertySource names) {
          names.stream().filter(ROOT::isAncestorOf).forEach(this::requireKnown);
        }
      }
    }
  }

  private void requireKnown(ConfigurationPropertyName name) {
    if (!bound.contains(name) && !isOfAListThatWasReplaced(name)) {
      throw new InvalidPropertyException(
          name.toString(), new IllegalArgumentException("there is no such property"));
    }
  }

  /**
   * A shorter list goes before a longer one as a whole; what that one has more is not asked for.
   */
  private boolean isOfAListThatWasReplaced(ConfigurationPropertyName name) {
    for (int size = 1; size <= name.getNumberOfElements(); size++) {
      ConfigurationPropertyName element = name.chop(size);
      if (element.isLastElementIndexed() && !bound.contains(element)) {
        return bound.contains(element.getParent());
      }
    }
    return false;
  }
}
