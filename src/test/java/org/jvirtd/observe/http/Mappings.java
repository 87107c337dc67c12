package org.jvirtd.observe.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What an application answers over HTTP: found out from itself, so that nothing is forgotten. */
final class Mappings {
  private static final Predicate<RequestMethod> READS =
      Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS, RequestMethod.TRACE)
          ::contains;

  /** A way to ask, with something put in place of its variables. */
  record Mapping(String method, String path) {}

  private Mappings() {}

  /** Those that read. */
  static List<String> readable(ApplicationContext application) {
    Set<String> paths = new TreeSet<>();
    for (RequestMappingInfo info : all(application)) {
      Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
      if (methods.isEmpty() || methods.stream().anyMatch(READS)) {
        info.getPatternValues().forEach(pattern -> paths.add(path(pattern)));
      }
    }
    return List.copyOf(paths);
  }

  /** Those that may change something. One that takes any method is not among them unless asked. */
  static List<Mapping> changing(ApplicationContext application) {
    List<Mapping> changing = new ArrayList<>();
    for (RequestMappingInfo info : all(application)) {
      Set<RequestMethod> methods = new TreeSet<>(info.getMethodsCondition().getMethods());
      methods.removeIf(READS);
      for (RequestMethod method : methods) {
        info.getPatternValues()
            .forEach(pattern -> changing.add(new Mapping(method.name(), path(pattern))));
      }
    }
    return changing;
  }

  /** Those that take any method. */
  static List<String> anyMethod(ApplicationContext application) {
    return all(application).stream()
        .filter(info -> info.getMethodsCondition().getMethods().isEmpty())
        .flatMap(info -> info.getPatternValues().stream())
        .map(Mappings::path)
        .distinct()
        .toList();
  }

  private static List<RequestMappingInfo> all(ApplicationContext application) {
    return application.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .toList();
  }

  private static String path(String pattern) {
    return pattern.replaceAll("\\{\\*[^}]*}|\\*\\*", "x").replaceAll("\\{[^}]*}", "1");
  }
}
