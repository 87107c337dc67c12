package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.config.JvirtdProperties;
import org.jvirtd.rpc.Authentication;
import org.jvirtd.rpc.tls.ClientCertificates;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/** The application.yml of the chart says what the daemon understands, and what the pod has. */
class TheConfigurationIsTheDaemonsTest {

  static List<String> combinations() {
    return Chart.combinations();
  }

  private static Manifests render(String combination) {
    return Chart.render(Chart.valuesOf(combination));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void everyPropertyIsOneOfTheDaemonsOrOfSprings(String combination) throws IOException {
    Configuration configuration = Configuration.of(render(combination));

    assertThat(configuration.properties()).isNotNull();
    Map<String, String> known = knownProperties();
    assertThat(known).hasSizeGreaterThan(1000);
    assertThat(configuration.names())
        .allSatisfy(name -> assertThat(isKnown(name, known)).as(name).isTrue());
  }

  private static boolean isKnown(String name, Map<String, String> known) {
    String plain = name.replaceAll("\\[.*", "");
    return known.containsKey(plain)
        || known.entrySet().stream()
            .anyMatch(it ->
                it.getValue().startsWith("java.util.Map") && plain.startsWith(it.getKey() + "."));
  }

  /** The names and types of all properties, as the jars on the class path tell editors. */
  private static Map<String, String> knownProperties() throws IOException {
    Map<String, String> known = new LinkedHashMap<>();
    String resource = "META-INF/spring-configuration-metadata.json";
    ClassLoader loader = Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
    for (URL url : Collections.list(loader.getResources(resource))) {
      try (InputStream in = url.openStream()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        List<Map<String, Object>> properties = JsonPath.read(text, "$.properties[*]");
        properties.forEach(
            it -> known.put(String.valueOf(it.get("name")), String.valueOf(it.get("type"))));
      }
    }
    return known;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void thePodsPortsAreThoseThatTheDaemonListensOn(String combination) {
    Manifests manifests = render(combination);
    Configuration configuration = Configuration.of(manifests);
    JvirtdProperties.Listen listen = configuration.properties().listen();
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("http", configuration.value("server.port", Integer.class));
    if (listen.tcp().enabled() && !isLoopback(listen.tcp().address())) {
      expected.put("rpc", listen.tcp().port());
    }
    if (listen.tls().enabled()) {
      expected.put("rpc-tls", listen.tls().port());
      assertThat(isLoopback(listen.tls().address())).isFalse();
    }

    Map<String, Integer> ports = new LinkedHashMap<>();
    for (ContainerPort port : manifests.daemon().getPorts()) {
      ports.put(port.getName(), port.getContainerPort());
    }
    assertThat(ports).isEqualTo(expected);
  }

  @Test
  void thePortsAreThoseOfTheDaemonsOwnConfiguration() throws IOException {
    var file =
        new YamlPropertySourceLoader()
            .load("application.yml", new ClassPathResource("application.yml"))
            .getFirst();
    Configuration configuration = Configuration.of(render("node-values.yaml"));
    for (String port : List.of("jvirtd.listen.tcp.port", "jvirtd.listen.tls.port", "server.port")) {
      assertThat(((EnumerablePropertySource<?>) file).getProperty(port))
          .isEqualTo(configuration.value(port, Integer.class));
    }
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void whoAsksForNothingIsOnLoopbackUnlessThatIsMeant(String combination) {
    JvirtdProperties.Listen listen = Configuration.of(render(combination)).properties().listen();
    JvirtdProperties.Tcp tcp = listen.tcp();
    if (tcp.enabled() && tcp.auth() == Authentication.NONE && !tcp.insecure()) {
      assertThat(isLoopback(tcp.address())).isTrue();
    }
    JvirtdProperties.Tls tls = listen.tls();
    if (tls.enabled() && !tls.insecure()) {
      assertThat(
              tls.auth() == Authentication.SASL
                  || tls.clientCertificates() == ClientCertificates.REQUIRED)
          .isTrue();
    }
    // Nothing but the value itself sets either.
    String values = Chart.valuesOf(combination);
    assertThat(tcp.insecure() || tls.insecure()).isEqualTo(values.contains("insecure: true"));
  }

  private static boolean isLoopback(String address) {
    return InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void filesThatItNamesAreInFoldersThatAreMounted(String combination) {
    Manifests manifests = render(combination);
    List<String> mounts =
        manifests.daemon().getVolumeMounts().stream().map(it -> it.getMountPath() + "/").toList();
    String configuration = manifests.configuration();
    var paths = Pattern.compile("(?<=\\s)/(etc|run)/[\\w./-]+").matcher(configuration);
    int found = 0;
    while (paths.find()) {
      String path = paths.group() + "/";
      assertThat(mounts).anySatisfy(mount -> assertThat(path).startsWith(mount));
      found++;
    }
    assertThat(found).isPositive();
    assertThat(mounts).contains("/app/config/", "/tmp/");
  }
}
