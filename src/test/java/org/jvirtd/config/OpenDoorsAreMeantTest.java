package org.jvirtd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.daemon.SecuritySettings;
import org.jvirtd.rpc.tls.TestAuthority;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/**
 * A socket that others can reach and that asks for nothing does not start unless it is meant to.
 */
class OpenDoorsAreMeantTest {
  @TempDir private Path folder;

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(JvirtdProperties.class)
  static class Properties {}

  private ApplicationContextRunner daemon(String... properties) {
    new TestAuthority("tests").server("jvirtd").write(folder, "server");
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
        .withUserConfiguration(Properties.class, SecurityConfiguration.class)
        .withPropertyValues(
            "spring.ssl.bundle.pem.rpc.keystore.certificate=" + folder.resolve("servercert.pem"),
            "spring.ssl.bundle.pem.rpc.keystore.private-key=" + folder.resolve("serverkey.pem"))
        .withPropertyValues(properties);
  }

  private String authorities() {
    return "spring.ssl.bundle.pem.rpc.truststore.certificate=" + folder.resolve("cacert.pem");
  }

  private static void assertStarts(ApplicationContextRunner daemon) {
    daemon.run(context -> assertThat(context).hasSingleBean(SecuritySettings.class));
  }

  private static Throwable failure(ApplicationContextRunner daemon) {
    Throwable[] failure = new Throwable[1];
    daemon.run(context -> {
      assertThat(context).hasFailed();
      failure[0] = context.getStartupFailure();
    });
    return Stream.iterate(failure[0], Objects::nonNull, Throwable::getCause)
        .filter(e -> e instanceof OpenDoorException || e instanceof InvalidPropertyException)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void tcpForOthers(String address) {
    String listen = "jvirtd.listen.tcp.address=" + address;
    assertThat(failure(daemon(listen)))
        .isInstanceOf(OpenDoorException.class)
        .hasMessageContaining("asks its clients for nothing");
    assertStarts(daemon(listen, "jvirtd.listen.tcp.insecure=true"));
    assertStarts(
        daemon(listen, "jvirtd.listen.tcp.auth=sasl", "jvirtd.sasl.users=" + folder.resolve("u")));
    assertStarts(daemon(listen, "jvirtd.listen.tcp.enabled=false"));
    assertStarts(daemon("jvirtd.listen.tcp.address=127.0.0.2"));
  }

  @Test
  void tlsForOthersWithoutCertificatesAndLogins() {
    String[] open = {
      "jvirtd.listen.tls.enabled=true",
      "jvirtd.listen.tls.address=0.0.0.0",
      "jvirtd.listen.tls.client-certificates=none"
    };
    OpenDoorException refused = (OpenDoorException) failure(daemon(open));
    assertThat(new OpenDoorAnalyzer().analyze(refused, refused).getAction())
        .contains("jvirtd.listen.tls.client-certificates to required")
        .contains("jvirtd.listen.tls.insecure=true");
    assertStarts(daemon(open).withPropertyValues("jvirtd.listen.tls.insecure=true"));
    assertStarts(
        daemon(open)
            .withPropertyValues("jvirtd.listen.tls.client-certificates=required", authorities()));
  }

  @Test
  void clientsCertificatesWithoutAnAuthorityOfOnesOwn() {
    // Java would trust the public ones.
    assertThat(failure(daemon("jvirtd.listen.tls.enabled=true")))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining("names no authority that signs clients' certificates");
    assertStarts(daemon("jvirtd.listen.tls.enabled=true", authorities()));
  }

  @Test
  void listsOfRevokedCertificatesThatAreNotThereOrThatNobodyCouldBeOn() {
    String crl = "jvirtd.listen.tls.crl=" + folder.resolve("nothing.pem");
    assertThat(failure(daemon("jvirtd.listen.tls.enabled=true", authorities(), crl)))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining("jvirtd.listen.tls: crl '" + folder.resolve("nothing.pem") + "'")
        .hasMessageContaining("NoSuchFileException");
    assertThat(
            failure(
                daemon(
                    "jvirtd.listen.tls.enabled=true",
                    "jvirtd.listen.tls.client-certificates=none",
                    "jvirtd.listen.tls.auth=sasl",
                    crl)))
        .hasMessageContaining("client-certificates is none");
  }

  @Test
  void bundlesThatAreNotThereAndLoginsWithoutUsers() {
    assertThat(failure(daemon("jvirtd.listen.tls.enabled=true", "jvirtd.listen.tls.bundle=x")))
        .hasMessageContaining("there is no bundle 'x'");
    assertThat(failure(daemon("jvirtd.listen.unix.auth=sasl")))
        .hasMessageContaining("users names no file of users");
  }
}
